import type { FieldProblem } from '@hutang/shared'

/** What never belongs into a public text (facts G: 导入时正则拦截). Digits may be full-width or spaced apart. */
const kinds = [
  {
    name: '身份证号',
    pattern: /(?<!\d)[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?![\dA-Za-z])/,
  },
  { name: '银行卡号', pattern: /(?<![\d.])[1-9]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/ },
  { name: '手机号', pattern: /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/ },
] as const

export type PersonalDataKind = (typeof kinds)[number]['name']

/** A mobile number has eleven digits; no sign of plain text stands for more than one. */
const shortest = 11
const plain = /^[\x20-\x7e\u3001\u3002\u4e00-\u9fff]*$/

/** The kinds of personal data in a text, in the order of how much harm they do. */
export function personalDataIn(text: string): PersonalDataKind[] {
  if (text.length < shortest && plain.test(text)) return []
  // Characters without a width hide between digits.
  let rest = text.normalize('NFKC').replace(/\p{Cf}/gu, '')
  const found: PersonalDataKind[] = []
  for (const { name, pattern } of kinds) {
    const without = rest.replace(new RegExp(pattern, 'g'), ' ')
    if (without !== rest) found.push(name)
    rest = without
  }
  return found
}

const kept: readonly PersonalDataKind[] = ['手机号']

export const isNeverStored = (kind: PersonalDataKind): boolean => !kept.includes(kind)

/** What is not even kept in a draft or a claim: id-card and bank numbers. */
export const neverStoredIn = (text: string): PersonalDataKind[] => personalDataIn(text).filter(isNeverStored)

/** The same as the problem of one field of a request. */
export const neverStoredProblems = (field: string, title: string, text: string): FieldProblem[] =>
  neverStoredIn(text).map((kind) => ({ field, message: `${title}：好像有${kind}，这里不保存，请删去。` }))
