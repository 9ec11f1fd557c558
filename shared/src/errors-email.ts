/** Of the own e-mail address: part of the table in `errors.ts`. */
export const emailErrors = {
  emailOff: {
    status: 503,
    message: '这里的邮件还没有接上，暂时不能用邮箱。消息照常放在“消息”里。',
    english: 'The installation has no mail server yet',
  },
  emailNotSent: {
    status: 502,
    message: '邮件没有发出去，请过几分钟再试。',
    english: 'The mail server did not take the mail',
  },
  emailMissing: {
    status: 409,
    message: '您还没有留邮箱。请先在“我的”里的“我的订阅”留一个，收到验证码填好就行。',
    english: 'The person has no confirmed address',
  },
  mailsSpent: {
    status: 429,
    message: '今天发到邮箱的太多了，请明天再发。',
    english: 'Ten mails a day that a person asks for',
  },
  emailCodesSpent: {
    status: 429,
    message: '今天发的验证码太多了，请明天再试。',
    english: 'Five codes a day for a person and for an address',
  },
  emailCodeGone: {
    status: 422,
    message: '这个验证码不能用了，请重新发一个。',
    english: 'The code is over, spent by five wrong tries, or there is none',
  },
} as const
