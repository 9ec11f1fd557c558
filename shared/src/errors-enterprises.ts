/** Of 企业 and who acts for them: part of the table in `errors.ts`. */
export const enterpriseErrors = {
  enterpriseChanged: {
    status: 409,
    message: '这家企业的信息刚刚变了，请刷新后再办。',
    english: 'The link or the enterprise is not as it was looked at',
  },
  staleProfile: {
    status: 409,
    message: '企业信息刚刚被同事改过，请刷新后再改，您填的内容还在。',
    english: 'The revision is not the newest',
  },
  enterpriseCodeTaken: {
    status: 409,
    message: '这个代码已有人登记。请用这个代码重新添加企业，由镇里核实。',
    english: 'Another enterprise has the credit code',
  },
  lastOwner: {
    status: 409,
    message: '您是最后一位负责人，退出以后同事也不能再看。确定要退出，请再确认一次。',
    english: 'The last owner has to say so',
  },
  enterpriseInviteGone: {
    status: 404,
    message: '这个邀请码不对，或者已经用过、过期了。请向负责人再要一个。',
    english: 'The invitation is unknown, used or over, or its owner has left',
  },
  tooManyInvites: {
    status: 409,
    message: '没有用的邀请码太多了，请等旧的过期再发。',
    english: 'At most twenty invitations of an enterprise are open',
  },
  unreadableEnterprises: {
    status: 422,
    message: '这张表读不成企业名录，请按提示修改。',
    english: 'The table has no column of codes or names, or no rows',
  },
} as const
