import Taro from '@tarojs/taro'
import { ApiError } from './errors'

/** Opens 用户隐私保护指引, a page of WeChat's own; there is none in a browser. */
export async function openPrivacyGuide(): Promise<void> {
  try {
    await Taro.openPrivacyContract()
  } catch {
    throw new ApiError(422, 'privacyGuide', '没有打开。也可以点右上角“…”，在小程序的资料里看隐私保护指引。')
  }
}
