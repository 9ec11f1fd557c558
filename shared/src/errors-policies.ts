/** Errors of 政策: in the one table of errors.ts. */
export const policyErrors = {
  policyNotFound: {
    status: 404,
    message: '没有找到这条政策，可能已经删去，请回到政策列表再找。',
    english: 'No such policy, or it was never published',
  },
  notVillages: {
    status: 403,
    message: '政策由镇（区）一级起草、审查和签发，请联系镇里的经办。',
    english: 'A village has no part in policies',
  },
  policyCorrectionBegun: {
    status: 409,
    message: '已经有人在更正这条政策，请等他改好，或与他商量。',
    english: 'Another correction of this policy is under way',
  },
} as const
