import { complement, ESCAPES, inside, POSIX } from './regex-ranges'
import { type Reader, refused } from './regex-reader'

// The properties of https://www.pcre.org/current/doc/html/pcre2pattern.html that ECMAScript has as well.
const CATEGORY = /^(C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/
const CASED = new Set(['Lu', 'Ll', 'Lt', 'L&'])

/** `\p…` or `\P…`, after its letter. */
export function property(reader: Reader, letter: string, caseless: boolean): string {
  let name = reader.next()
  if (name === '{') {
    name = reader.until('}')
  }
  const inverted = name.startsWith('^')
  if (inverted) name = name.slice(1)
  const negative = inverted !== (letter === 'P')
  // Without case, ECMAScript folds before it looks at the property, PCRE2 after.
  if (caseless && (negative || CASED.has(name))) throw refused('a property of letters without case')
  const spelled = spelling(name)
  return `\\${negative ? 'P' : 'p'}{${spelled}}`
}

function spelling(name: string): string {
  if (name === 'Any') return 'Any'
  if (name === 'L&') return 'LC'
  if (CATEGORY.test(name)) return name
  const script = `Script_Extensions=${name}`
  try {
    new RegExp(`\\p{${script}}`, 'u')
  } catch {
    throw refused(`unknown property name after \\P or \\p: ${name}`)
  }
  return script
}

/** `\d` and its like, as the inside of a class. */
export function setOf(letter: string): string | undefined {
  const lower = letter.toLowerCase()
  if (!Object.hasOwn(ESCAPES, lower)) return undefined
  const ranges = ESCAPES[lower] ?? []
  return inside(letter === lower ? ranges : complement(ranges))
}

interface Item {
  text: string
  /** The code of a single character, which a range may begin or end with. */
  code?: number
}

/** A class in brackets, after the first. */
export function characterClass(reader: Reader, caseless: boolean): string {
  if (reader.sees(/[:.=][^\]]*[:.=]\]/y))
    throw refused('POSIX named classes are supported only within a class')
  const negative = reader.take('^')
  let text = ''
  let first = true
  for (; ; first = false) {
    const next = reader.peek()
    if (next === ']' && !first && !reader.quoted) break
    if (next === '') throw refused('missing terminating ] for character class')
    const item = itemOf(reader, caseless)
    if (item === undefined) continue
    if (reader.peek() !== '-' || [']', ''].includes(reader.peek(1))) {
      text += item.text
      continue
    }
    reader.next()
    const end = itemOf(reader, caseless)
    if (item.code === undefined || end?.code === undefined || end.code < item.code)
      throw refused('invalid range in character class')
    text += `${item.text}-${end.text}`
  }
  reader.next()
  return `[${negative ? '^' : ''}${text}]`
}

const single = (code: number): Item => ({ code, text: `\\u{${code.toString(16)}}` })

function itemOf(reader: Reader, caseless: boolean): Item | undefined {
  if (reader.quoted) return single(reader.code())
  if (reader.peek() === '[' && ':.='.includes(reader.peek(1) || ' ')) {
    const named = reader.sees(/\[:(\^?)([a-z]+):\]/y)
    if (named) return posix(reader, named[0], named[2] ?? '', named[1] === '^', caseless)
    if (reader.sees(/\[[.=][^\]]*[.=]\]/y)) throw refused('POSIX collating elements are not supported')
  }
  if (reader.peek() !== '\\') return single(reader.code())
  reader.next()
  const letter = reader.peek()
  const set = setOf(letter)
  if (set !== undefined) {
    reader.next()
    return { text: set }
  }
  if (letter === 'p' || letter === 'P') {
    reader.next()
    return { text: property(reader, letter, caseless) }
  }
  if (letter === 'b') {
    reader.next()
    return single(8)
  }
  if (reader.take('E')) return undefined
  return single(reader.escapedCode())
}

function posix(reader: Reader, whole: string, name: string, negative: boolean, caseless: boolean): Item {
  reader.skip(whole.length)
  const ranges = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined
  if (ranges === undefined) throw refused('unknown POSIX class name')
  if (caseless && negative) throw refused('a negated class without case is not supported')
  return { text: inside(negative ? complement(ranges) : ranges) }
}
