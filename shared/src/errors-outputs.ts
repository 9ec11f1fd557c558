/** Of what goes out besides messages: part of the table in `errors.ts`. */
export const outputErrors = {
  notForPosting: {
    status: 409,
    message: '这条公开现在不能往外发，请刷新看看它怎样了。',
    english: 'The notice is withdrawn or hidden; the message says which',
  },
  statementUnread: {
    status: 404,
    message: '这个季度的公开里，没有这一户的内容。',
    english: 'No notice of the quarter has a row of the household',
  },
} as const
