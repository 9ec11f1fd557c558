import { readXml, unescaped } from '../xml'

/** `_x000D_` is a character that XML cannot hold. ECMA-376 22.4.2.4 */
const escaped = /_x([\da-f]{4})_/gi

export const plainText = (raw: string): string =>
  unescaped(raw)
    .replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n')

/** The shared strings, by their number: runs of different looks joined, readings (rPh) left out. */
export function readStrings(xml: string): string[] {
  const strings: string[] = []
  let text = ''
  let [inText, inReading] = [false, false]
  readXml(xml, {
    open(name, _, empty) {
      if (name === 'si') text = ''
      else if (name === 'rPh') inReading = !empty
      else if (name === 't') inText = !empty && !inReading
    },
    close(name) {
      if (name === 'si') strings.push(plainText(text))
      else if (name === 'rPh') inReading = false
      else if (name === 't') inText = false
    },
    text(raw) {
      if (inText) text += raw
    },
  })
  return strings
}
