/** What never belongs into a public text, the most harmful first (个人信息保护法 28; facts G, masks M0–M4). */
export const personalDataKinds = ['身份证号', '银行卡号', '手机号', '住宅电话', '车牌号', '住址'] as const
export type PersonalDataKind = (typeof personalDataKinds)[number]

const neverStored: readonly PersonalDataKind[] = ['身份证号', '银行卡号']

/** What is not even kept in a draft: id-card and bank numbers. The others only keep a draft from being handed in. */
export const isNeverStored = (kind: PersonalDataKind): boolean => neverStored.includes(kind)

/** Which kinds are refused: all of them before a draft is handed in, some of them already when it is saved. */
export type Counts = (kind: PersonalDataKind) => boolean
export const everyKind: Counts = () => true

/** Where a text stands, as far as that says what a number in it may be. */
export interface Place {
  /** The column's name, or the element's. */
  label?: string
  /** An office's own address and numbers: neither a telephone nor an address is a person's. */
  office?: boolean
  /** In a row about a person: a telephone number there is that person's. */
  person?: boolean
}
