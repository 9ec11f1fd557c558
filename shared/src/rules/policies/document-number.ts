/** 文号: 沪农委发〔2026〕3号, whatever brackets it is typed with. */

/** One form of all ways to write it: `沪农委发[2026]3号`. */
export const plainDocumentNo = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[〔【［[(（{]/g, '[')
    .replace(/[〕】］\])）}]/g, ']')
    .replace(/\](?:第|字)+/g, ']')
    .replace(/^第(?=\[)/, '')
    .toUpperCase()

export interface DocumentNo {
  /** 发文机关代字; empty where only the rest was typed. */
  issuer: string
  year: number | null
  number: number | null
  /** The number was typed to its end, with 号. */
  whole: boolean
}

const written = /^(.*?)\[(\d{4})(?:\]0*(\d+)?(号)?)?$/
const unbracketed = /^(.*?)((?:19|20)\d{2})年?(?:第?0*(\d+)(号))$/

/** What was typed of a 文号, a part of it too: `[2026]3号`, `农委发〔2026`, `2026年第3号`. Null: it is none. */
export function parseDocumentNo(typed: string): DocumentNo | null {
  const text = plainDocumentNo(typed)
  const [, issuer = '', year, number, end] = written.exec(text) ?? unbracketed.exec(text) ?? []
  if (year === undefined) return null
  return {
    issuer,
    year: Number(year),
    number: number === undefined ? null : Number(number),
    whole: end !== undefined,
  }
}

/** Whether a document has the 文号 that was typed, or of which a part was typed. */
export function documentNoMatches(documentNo: string, typed: string): boolean {
  const asked = parseDocumentNo(typed)
  const own = parseDocumentNo(documentNo)
  if (!asked || !own) {
    const part = plainDocumentNo(typed)
    return part !== '' && plainDocumentNo(documentNo).includes(part)
  }
  if (own.year !== asked.year || !own.issuer.endsWith(asked.issuer)) return false
  if (asked.number === null) return true
  return asked.whole ? own.number === asked.number : String(own.number ?? '').startsWith(String(asked.number))
}
