import { characterClass, property, setOf } from './regex-classes'
import { Reader, refused } from './regex-reader'

const MAX_REPEAT = 65_535

interface Scope {
  multiline: boolean
  dotAll: boolean
  extended: boolean
}

const SPECIAL = /[\\^$.*+?()[\]{}|/]/
const literal = (code: number) => {
  const char = String.fromCodePoint(code)
  return SPECIAL.test(char) ? `\\${char}` : char
}

/** Says a pattern of PCRE2 in ECMAScript's words. */
export class Translator {
  readonly #reader: Reader
  #scope: Scope
  #caseless: boolean
  #text = ''
  #groups = 0
  #back = 0
  #alternatives = false
  #repeatedGroups = false
  /** Whether a quantifier may follow. */
  #repeatable = false
  readonly #open: { scope: Scope; behind: boolean; looks: boolean }[] = []

  constructor(source: string, options: string) {
    this.#reader = new Reader(source)
    this.#caseless = options.includes('i')
    this.#scope = {
      multiline: options.includes('m'),
      dotAll: options.includes('s'),
      extended: options.includes('x'),
    }
  }

  run(): { text: string; caseless: boolean } {
    const leading = this.#reader.match(/\(\?([imsx]+)\)/y)
    if (leading) this.#set(leading[1] ?? '', '', true)
    while (!this.#reader.done) this.#one()
    if (this.#open.length > 0) throw refused('missing closing parenthesis')
    if (this.#back > this.#groups) throw refused('reference to non-existent subpattern')
    // A group that took no part matches nothing in PCRE2 and the empty string in ECMAScript.
    if (this.#back > 0 && (this.#alternatives || this.#repeatedGroups))
      throw refused('a back reference beside alternatives or repeated groups is not supported')
    return { text: this.#text, caseless: this.#caseless }
  }

  #put(text: string, repeatable = true): boolean {
    this.#text += text
    this.#repeatable = repeatable
    return true
  }

  #one(): boolean {
    const reader = this.#reader
    if (reader.quoted) return this.#put(literal(reader.code()))
    const char = reader.peek()
    if (this.#scope.extended && this.#ignored(char)) return true
    switch (char) {
      case '\\':
        reader.skip(1)
        return this.#escape()
      case '[':
        reader.skip(1)
        return this.#put(characterClass(reader, this.#caseless))
      case '(':
        reader.skip(1)
        return this.#group()
      case ')':
        reader.skip(1)
        return this.#close()
      case '|':
        reader.skip(1)
        this.#alternatives = true
        return this.#put('|', false)
      case '.':
        reader.skip(1)
        return this.#put(this.#scope.dotAll ? '[\\s\\S]' : '[^\\n]')
      case '^':
        reader.skip(1)
        return this.#put(this.#scope.multiline ? '(?:^|(?<=\\n)(?=[\\s\\S]))' : '^', false)
      case '$':
        reader.skip(1)
        return this.#put(this.#scope.multiline ? '(?=\\n|$)' : '(?=\\n?$)', false)
      default:
        if (this.#quantifier()) return true
        return this.#put(literal(reader.code()))
    }
  }

  #ignored(char: string): boolean {
    if (/[\t\n\v\f\r ]/.test(char)) this.#reader.skip(1)
    else if (char === '#') this.#reader.match(/#[^\n]*\n?/y)
    else return false
    return true
  }

  #quantifier(): boolean {
    const found = this.#reader.match(/[*+?]|\{(\d+)(,?)(\d*)\}/y)
    if (!found) return false
    if (!this.#repeatable) throw refused('quantifier does not follow a repeatable item')
    const [text, low, comma, high] = found
    if (low !== undefined && Math.max(Number(low), Number(high || 0)) > MAX_REPEAT)
      throw refused('number too big in {} quantifier')
    if (high && Number(high) < Number(low)) throw refused('numbers out of order in {} quantifier')
    if (low !== undefined && comma === '' && high !== '') throw refused('malformed quantifier')
    const fixed = low !== undefined && (comma === '' || low === high)
    if (!fixed && this.#open.some(({ behind }) => behind))
      throw refused('lookbehind assertion is not fixed length')
    if (this.#reader.peek() === '+') throw refused('possessive quantifiers are not supported')
    if (this.#text.endsWith(')') && !this.#text.endsWith('\\)')) this.#repeatedGroups = true
    return this.#put(this.#reader.take('?') ? `${text}?` : text, false)
  }

  #escape(): boolean {
    const reader = this.#reader
    const letter = reader.peek()
    const set = setOf(letter)
    if (set !== undefined) {
      reader.skip(1)
      return this.#put(`[${set}]`)
    }
    const simple = OUTSIDE[letter]
    if (simple !== undefined && Object.hasOwn(OUTSIDE, letter)) {
      reader.skip(1)
      return this.#put(simple.text, simple.repeatable)
    }
    if (letter === 'p' || letter === 'P') {
      reader.skip(1)
      return this.#put(property(reader, letter, this.#caseless))
    }
    if (reader.take('E')) return true
    const back = reader.match(/([1-9])(?!\d)|g\{?([1-9])(?!\d)\}?/y)
    if (back) return this.#reference(Number(back[1] ?? back[2]))
    const named = reader.match(/k(?:<(\w+)>|\{(\w+)\}|'(\w+)')/y)
    if (named) return this.#namedReference(named[1] ?? named[2] ?? named[3] ?? '')
    return this.#put(literal(reader.escapedCode()))
  }

  #reference(number: number): boolean {
    this.#back = Math.max(this.#back, number)
    return this.#put(`(?:\\${number})`)
  }

  #namedReference(name: string): boolean {
    this.#back = Math.max(this.#back, 1)
    return this.#put(`\\k<${name}>`)
  }

  #group(): boolean {
    const reader = this.#reader
    if (reader.peek() === '*') throw refused('verbs are not supported')
    if (!reader.take('?')) {
      this.#groups++
      return this.#begin('(')
    }
    if (reader.match(/#[^)]*\)/y)) return true
    const back = reader.match(/P=(\w+)\)/y)
    if (back) return this.#namedReference(back[1] ?? '')
    const name = reader.match(/P?<([A-Za-z_]\w{0,31})>|'([A-Za-z_]\w{0,31})'/y)
    if (name) {
      this.#groups++
      return this.#begin(`(?<${name[1] ?? name[2]}>`)
    }
    const look = reader.match(/<?[=!]/y)
    if (look) return this.#begin(`(?${look[0]}`, look[0].startsWith('<'), true)
    const flags = reader.match(/([imsx]*)(?:-([imsx]+))?([:)])/y)
    if (!flags) throw refused('this kind of group is not supported')
    const before = this.#scope
    if (flags[3] === ':') this.#begin('(?:')
    if (flags[3] === ':') this.#open[this.#open.length - 1] = { scope: before, behind: false, looks: false }
    this.#set(flags[1] ?? '', flags[2] ?? '', false)
    return true
  }

  #begin(text: string, behind = false, looks = false): boolean {
    this.#open.push({ scope: this.#scope, behind, looks })
    return this.#put(text, false)
  }

  #close(): boolean {
    const group = this.#open.pop()
    if (!group) throw refused('unmatched closing parenthesis')
    this.#scope = group.scope
    return this.#put(')', !group.looks)
  }

  /** Options inside a pattern; case is for all of it or for none. */
  #set(on: string, off: string, leading: boolean): void {
    const caseless = off.includes('i') ? false : on.includes('i') ? true : this.#caseless
    if (caseless !== this.#caseless && !leading)
      throw refused('a change of case within a pattern is not supported')
    this.#caseless = caseless
    const value = (option: string, before: boolean) =>
      off.includes(option) ? false : on.includes(option) || before
    const { multiline, dotAll, extended } = this.#scope
    this.#scope = {
      multiline: value('m', multiline),
      dotAll: value('s', dotAll),
      extended: value('x', extended),
    }
  }
}

/** Escapes that ECMAScript has otherwise or not at all. */
const OUTSIDE: Readonly<Record<string, { text: string; repeatable: boolean }>> = {
  b: { text: '\\b', repeatable: false },
  B: { text: '\\B', repeatable: false },
  A: { text: '^', repeatable: false },
  z: { text: '$', repeatable: false },
  Z: { text: '(?=\\n?$)', repeatable: false },
  N: { text: '[^\\n]', repeatable: true },
  R: { text: '(?:\\r\\n|(?!\\r\\n)[\\n\\v\\f\\r\\u0085\\u2028\\u2029])', repeatable: true },
}
