import type { Leaving } from '@hutang/shared'

interface Facts {
  isVerified: boolean
  hasFirms: boolean
  isAnothers: boolean
  /** Has held a post. */
  hasWorked: boolean
}

/** What deleting the account means, as a clerk would say it. */
export function leavingWords({ isVerified, hasFirms, isAnothers, hasWorked }: Facts): Omit<Leaving, 'why'> {
  return {
    goes: [
      '微信身份、称呼，所有手机和电脑上的登录',
      ...(isAnothers ? [] : ['订阅、提醒方式、消息和微信提醒的次数']),
      ...(isAnothers ? [] : [isVerified ? '您是哪一户的认证，核对用的手机号，邮箱' : '核对用的手机号，邮箱']),
      '认证申请，让家人看、替家人看的约定',
      ...(hasFirms && !isAnothers ? ['您和企业的关系；您是最后一位负责人的，同事也不能再管'] : []),
    ],
    stays: [
      '村里的户籍册，那是村里的，不跟着账号走',
      '您提过的意见、投诉和诉求，名字改成“已注销”',
      ...(hasWorked ? ['您在岗位上经手的公开、答复和记录，写的名字也在，那是村镇的档案'] : []),
      '一行记录：这个账号哪天注销的，两年后自动删除',
      ...(isAnothers ? ['您另一个微信也认证为您，它的订阅、消息、手机号和企业还在'] : []),
    ],
  }
}
