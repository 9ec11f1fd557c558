import { MongoError } from '../errors'

export const refused = (message: string) => new MongoError(51091, `Regular expression is invalid: ${message}`)

const SIMPLE: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }

/** The characters of a pattern one by one; `\Q…\E` is told from the rest. */
export class Reader {
  readonly #text: string
  #at = 0
  /** Between `\Q` and `\E`. */
  quoted = false

  constructor(text: string) {
    this.#text = text
  }

  get done(): boolean {
    this.#quotes()
    return this.#at >= this.#text.length
  }

  #quotes(): void {
    for (;;) {
      if (this.quoted ? this.#text.startsWith('\\E', this.#at) : this.#text.startsWith('\\Q', this.#at)) {
        this.quoted = !this.quoted
        this.#at += 2
      } else return
    }
  }

  peek(ahead = 0): string {
    if (ahead === 0) this.#quotes()
    return this.#text[this.#at + ahead] ?? ''
  }

  /** What a sticky expression finds here. */
  sees(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text) ?? undefined
  }

  skip(length: number): void {
    this.#at += length
  }

  next(): string {
    return String.fromCodePoint(this.code())
  }

  /** The code of the next character, whatever it means elsewhere. */
  code(): number {
    this.#quotes()
    const code = this.#text.codePointAt(this.#at)
    if (code === undefined) throw refused('the pattern ends too early')
    this.#at += code > 0xffff ? 2 : 1
    return code
  }

  take(text: string): boolean {
    if (this.quoted || !this.#text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  match(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.sees(pattern)
    this.#at += found?.[0].length ?? 0
    return found
  }

  until(end: string): string {
    const stop = this.#text.indexOf(end, this.#at)
    if (stop < 0) throw refused(`missing ${end}`)
    const text = this.#text.slice(this.#at, stop)
    this.#at = stop + end.length
    return text
  }

  /** The character that stands after a backslash. */
  escapedCode(): number {
    const hex = this.match(/x\{([0-9a-fA-F]{1,6})\}/y) ?? this.match(/x([0-9a-fA-F]{0,2})/y)
    if (hex) return bounded(Number.parseInt(hex[1] || '0', 16))
    const control = this.match(/c([A-Za-z])/y)
    if (control) return (control[1] ?? '').toUpperCase().charCodeAt(0) - 64
    const octal = this.match(/0[0-7]{0,2}/y)
    if (octal) return Number.parseInt(octal[0], 8)
    const letter = this.peek()
    if (letter === '') throw refused('\\ at end of pattern')
    if (Object.hasOwn(SIMPLE, letter)) {
      this.skip(1)
      return SIMPLE[letter] ?? 0
    }
    if (/[A-Za-z0-9]/.test(letter))
      throw refused(`unrecognized or unsupported character follows \\: ${letter}`)
    return this.code()
  }
}

function bounded(code: number): number {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw refused('character code point value in \\x{} is too large or a surrogate')
  return code
}
