/** Of WeChat, and of what it says no to: part of the table in `errors.ts`. */
export const wechatErrors = {
  wechatCodeInvalid: {
    status: 401,
    message: '微信登录没有成功，请返回再试一次。',
    english: 'code2session refused the code',
  },
  wechatUnavailable: {
    status: 502,
    message: '微信暂时连不上，请稍后再试。',
    english: 'The vendor did not answer or refused',
  },
  phoneAbroad: {
    status: 422,
    message: '这个微信绑的不是大陆手机号，这里核对不了。请用村里发的纸条认证，或到村委会办理。',
    english: 'The country code is not 86: the register holds numbers of the mainland',
  },
  wordsRefused: {
    status: 422,
    message: '有的话没有通过微信的内容检查，请换个说法。实在要这样写的，请到村委会当面说。',
    english: 'msgSecCheck answered risky or review for a text',
  },
} as const
