import type { TextPattern } from '../query/regex'
import { type Scalar, TAG } from '../values/codec'

interface RegexClause {
  /** `$e` stands for the expression. */
  sql: string
  params: Scalar[]
  exact: boolean
}

const STRING = `$e >= '' AND $e < '${TAG}1'`

/** A pattern of literal text as SQL on strings; undefined if SQL cannot help. */
export function regexClause({ text, start, end, caseless }: TextPattern): RegexClause | undefined {
  if (text === '' || text.includes('\u0000') || text.startsWith(TAG)) return undefined
  // Letters that have a case would differ; Chinese has none.
  if (caseless && !/^[\d\s\p{Script=Han}\p{P}]+$/u.test(text)) return undefined
  if (!start) return { sql: `${STRING} AND instr($e, ?) > 0`, params: [text], exact: !end }
  const next = successor(text)
  if (next === undefined) return undefined
  return { sql: '$e >= ? AND $e < ?', params: [text, next], exact: !end }
}

/** The least string that is greater than every one that begins with the text. */
function successor(text: string): string | undefined {
  const points = Array.from(text, (char) => char.codePointAt(0) ?? 0)
  const last = points.pop()
  if (last === undefined || last >= 0xd7ff) return undefined
  return String.fromCodePoint(...points, last + 1)
}
