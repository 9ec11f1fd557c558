import Taro from '@tarojs/taro'
import { type Closed, closedBy, type GrantResult, resultOf, sheetFailure } from './wechat-sheet'

export interface SheetAnswer {
  results: GrantResult[]
  /** Why the sheet was not shown, where WeChat's settings are the way out. */
  closed: Closed | null
}

/**
 * Opens WeChat's sheet for subscribe messages (订阅消息). Must be called from a tap; at most five templates, all one-time
 * or all long-term. Throws ApiError.
 */
export async function askWechat(templateIds: string[]): Promise<SheetAnswer> {
  const tmplIds = templateIds.slice(0, 5)
  const rejected = tmplIds.map((templateId): GrantResult => ({ templateId, result: 'reject' }))
  // Taro's type also demands fields of another vendor.
  const options = { tmplIds } as unknown as Parameters<typeof Taro.requestSubscribeMessage>[0]
  const answer: Record<string, unknown> | Closed = await Taro.requestSubscribeMessage(options).then(
    (result) => ({ ...result }),
    (failure: unknown) => {
      const meaning = sheetFailure(failure)
      if (typeof meaning !== 'string') throw meaning
      return meaning
    },
  )
  if (typeof answer === 'string') return { results: rejected, closed: answer }
  const results = tmplIds.map((templateId) => ({ templateId, result: resultOf(answer[templateId]) }))
  // A choice that is kept (总是保持) answers without a sheet; only the settings tell.
  const all = results.every(({ result }) => result === 'reject')
  return { results, closed: all ? await closedNow(tmplIds) : null }
}

/** On an old client nothing is known. */
const closedNow = (templateIds: string[]): Promise<Closed | null> =>
  Taro.getSetting({ withSubscriptions: true }).then(
    ({ subscriptionsSetting }) => closedBy(subscriptionsSetting, templateIds),
    () => null,
  )

/** WeChat's own settings of this mini-program. Must be called from a tap. Answers what still keeps it from asking. */
export const openWechatSettings = (templateIds: string[]): Promise<Closed | null> =>
  Taro.openSetting({ withSubscriptions: true }).then(
    ({ subscriptionsSetting }) => closedBy(subscriptionsSetting, templateIds),
    () => closedNow(templateIds),
  )
