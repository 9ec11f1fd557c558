/** Of 兑现 and 诉求: part of the table in `errors.ts`. */
export const caseErrors = {
  unreadablePayments: {
    status: 422,
    message: '这张表读不成兑现表，请按提示修改。',
    english: 'The table has no column of codes or policies, or no rows',
  },
  paymentHasSource: {
    status: 409,
    message: '这一笔是从表里来的，不能手工改。请改好原来的表，再导入一次。',
    english: 'A payment that came by a sheet is changed by the sheet',
  },
  paymentChanged: {
    status: 409,
    message: '这一笔刚刚被别人改过，请刷新后再看。',
    english: 'The payment is not as it was read',
  },
  nothingPaid: {
    status: 409,
    message: '这项政策还没有到账的，不用公示。',
    english: 'Nobody was paid, so there is nothing to publish',
  },
  appealNotFound: {
    status: 404,
    message: '没有找到这件诉求。',
    english: 'No such appeal, or it is not for this reader',
  },
  appealMoved: {
    status: 409,
    message: '这件诉求刚刚有了变化，请刷新后再办。',
    english: 'The appeal is not as it was read, or the step is not open',
  },
  ownAppeal: {
    status: 403,
    message: '自己提的诉求，要由别人来办。',
    english: 'Nobody deals with their own appeal',
  },
  tooManyAppeals: {
    status: 409,
    message: '您有 10 件诉求还没有办结，请等办结，或撤回不用再办的。',
    english: 'An account has at most ten open appeals',
  },
  appealRated: {
    status: 409,
    message: '已经评价过了，谢谢您。',
    english: 'An appeal is rated once',
  },
  appealNotReopened: {
    status: 409,
    message: '办结后15天内可以要求重办一次，这件不能再重办了。有新情况，请另写一件。',
    english: 'Reopened once within fifteen days',
  },
  notForAppeals: {
    status: 422,
    message: '这里不能写诉求。请从政策、民生保障事项或企业页面进来，或到“意见和投诉”写。',
    english: 'Neither a policy, nor an item that takes appeals, nor an enterprise was named',
  },
  noSuchHelper: {
    status: 422,
    message: '帮办的人要是本镇在岗的工作人员，请重新选。',
    english: 'The helper holds no post of the office',
  },
} as const
