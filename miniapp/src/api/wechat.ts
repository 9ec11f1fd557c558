import Taro from '@tarojs/taro'
import { ApiError } from './errors'

export interface GrantResult {
  templateId: string
  result: 'accept' | 'reject' | 'ban' | 'filter'
}

const known = new Set<unknown>(['accept', 'reject', 'ban', 'filter'])
const isResult = (value: unknown): value is GrantResult['result'] => known.has(value)

/** Opens WeChat's sheet for subscribe messages (订阅消息). Must be called from a tap; at most five templates. Throws ApiError. */
export async function askWechat(templateIds: string[]): Promise<GrantResult[]> {
  const tmplIds = templateIds.slice(0, 5)
  // Taro's type also demands fields of another vendor.
  const options = { tmplIds } as unknown as Parameters<typeof Taro.requestSubscribeMessage>[0]
  const answer: Record<string, unknown> = await Taro.requestSubscribeMessage(options).then(
    (result) => ({ ...result }),
    () => {
      throw new ApiError(0, 'wechat', '微信没有弹出授权窗口。请在微信右上角“设置”里打开订阅消息，再试一次。')
    },
  )
  return tmplIds.map((templateId) => {
    const result = answer[templateId]
    return { templateId, result: isResult(result) ? result : 'reject' }
  })
}
