/** What people write that nobody else looks at before it is kept. */
export const wordsKinds = ['name', 'question', 'appeal', 'proxy', 'claim', 'leak', 'enterprise'] as const

export type WordsKind = (typeof wordsKinds)[number]

export const wordsKindText: Record<WordsKind, string> = {
  name: '称呼',
  question: '意见和投诉',
  appeal: '诉求',
  proxy: '代收申请',
  claim: '认证',
  leak: '泄露报告',
  enterprise: '企业',
}
