import { cancelled } from './cancelled'
import { ApiError } from './errors'

/** https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html */
const whys: Record<number, (what: string) => string> = {
  3: (what) => `微信用不了${what}。请到手机的设置里允许，再试一次。`,
  104: (what) => `没有同意隐私保护指引，选不了${what}。再点一次可以同意。`,
  112: (what) => `还不能选${what}：隐私保护指引里没有写，请告诉村委会。`,
}

/** Null where the person went back; whatever else kept them from choosing is thrown with its sentence. */
export function nothingChosen(failure: unknown, what: '照片' | '文件'): null {
  if (cancelled(failure)) return null
  const { errno, errMsg = '' } = (failure ?? {}) as { errno?: number; errMsg?: string }
  const denied = /auth deny|permission denied|authorize/.test(errMsg) ? 3 : undefined
  const why = whys[errno ?? 0] ?? whys[denied ?? 0]
  throw new ApiError(422, 'notChosen', why ? why(what) : `没有选成${what}，请再试一次。`)
}
