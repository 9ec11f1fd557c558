/** The answer of WeChat's sheet for the number of the phone where it gives none. */
export interface NoPhone {
  errMsg?: string
  errno?: number
}

/**
 * 1400001: the office has used up what it paid for. 104: the privacy guide was refused; 112: it does not name the number.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html
 */
const whys: Record<number, string> = {
  104: '没有同意隐私保护指引，微信不给手机号。再点一次可以同意；',
  112: '微信还不能给手机号：隐私保护指引里没有写，请告诉村委会。现在',
  1400001: '微信查手机号的次数用完了，村里续上才能用。现在',
}

/** The beginning of a sentence that ends with another way. */
export function whyNoPhone({ errMsg = '', errno = 0 }: NoPhone): string {
  const known = whys[errno]
  if (known) return known
  if (/user (deny|cancel)|auth deny/.test(errMsg))
    return '您没有允许，手机号没有给出来。愿意给，再点一次；不给，'
  return '微信没有给出手机号。过一会儿再点一次，或者'
}
