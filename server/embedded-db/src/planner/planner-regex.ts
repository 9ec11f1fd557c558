import type { Scalar } from '../values/codec'
import { TAG } from '../values/codec'

interface RegexClause {
  /** `$e` stands for the expression. */
  sql: string
  params: Scalar[]
  exact: boolean
}

const STRING = `$e >= '' AND $e < '${TAG}1'`

/** A pattern that is literal text, or begins with some, as SQL on strings; anything else is left alone. */
export function regexClause(pattern: RegExp): RegexClause | undefined {
  const anchored = pattern.source.startsWith('^')
  const source = anchored ? pattern.source.slice(1) : pattern.source
  const { text, whole } = literal(source)
  if (text === '' || text.includes('\u0000') || text.startsWith(TAG)) return undefined
  // Without case the letters that have one would differ; Chinese has none.
  if (pattern.flags.includes('i') && text.toLowerCase() !== text.toUpperCase()) return undefined
  if (pattern.flags.includes('i') && !/^[\d\s\p{Script=Han}\p{P}]+$/u.test(text)) return undefined
  if (!anchored) return { sql: `${STRING} AND instr($e, ?) > 0`, params: [text], exact: whole }
  const end = successor(text)
  if (end === undefined) return undefined
  return { sql: '$e >= ? AND $e < ?', params: [text, end], exact: whole }
}

/** The literal text that a pattern begins with, and whether that is all of it. */
function literal(source: string): { text: string; whole: boolean } {
  let text = ''
  let i = 0
  while (i < source.length) {
    const char = source[i] ?? ''
    let next = char
    let width = 1
    if (char === '\\') {
      const escaped = source[i + 1] ?? ''
      if (!/[^A-Za-z0-9]/.test(escaped)) return { text, whole: false }
      next = escaped
      width = 2
    } else if (/[.*+?^${}()|[\]]/.test(char)) {
      // An alternative makes even the beginning optional, a quantifier the character before it.
      if (/[|]/.test(source)) return { text: '', whole: false }
      return { text: /[*?{]/.test(char) ? [...text].slice(0, -1).join('') : text, whole: false }
    }
    if (/[\ud800-\udfff]/.test(next)) return { text, whole: false }
    text += next
    i += width
  }
  return { text, whole: true }
}

/** The least string that is greater than every one that begins with the text. */
function successor(text: string): string | undefined {
  const points = Array.from(text, (char) => char.codePointAt(0) ?? 0)
  const last = points.pop()
  if (last === undefined || last >= 0xd7ff) return undefined
  return String.fromCodePoint(...points, last + 1)
}
