/** Of 意见和投诉: part of the table in `errors.ts`. */
export const questionErrors = {
  questionNotFound: { status: 404, message: '没有找到这件意见或投诉。', english: 'No such question' },
  questionAnswered: {
    status: 409,
    message: '这一件已经有人答复或办结了，请刷新后查看。',
    english: 'The round has its answer, or the question is closed',
  },
  ownQuestion: {
    status: 403,
    message: '自己提的，要由别人来答复。',
    english: 'Nobody answers their own question',
  },
  tooManyOpen: {
    status: 409,
    message: '您有 10 件还没有办结，请等答复，或撤回不用再办的。',
    english: 'An account has at most ten open questions',
  },
} as const
