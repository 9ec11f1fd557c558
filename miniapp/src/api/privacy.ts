import Taro from '@tarojs/taro'
import { ApiError } from './errors'

const elsewhere = '没有打开。也可以点右上角“…”，在小程序的资料里看隐私保护指引。'

/**
 * Opens 用户隐私保护指引, a page of WeChat's own; there is none in a browser. Taro makes no promise of this function.
 */
export const openPrivacyGuide = (): Promise<void> =>
  new Promise((done, fail) => {
    Taro.openPrivacyContract({
      success: () => done(),
      fail: () => fail(new ApiError(422, 'privacyGuide', elsewhere)),
    })
  })
