export interface Sentence {
  text: string
  /** Where it begins in the text. */
  at: number
}

/** （一）, 1., 二、: what a line is counted with is not what it says. */
const numbering =
  /^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．)）])\s*/

/** A document as lines of sentences, each as it stands there: what one taps to make a condition of. */
export function sentencesOf(text: string): Sentence[][] {
  const lines: Sentence[][] = []
  let start = 0
  for (const line of text.split('\n')) {
    const found: Sentence[] = []
    for (const { 0: part, index } of line.matchAll(/[^。；]+[。；]?/g)) {
      const lead = /^\s*/.exec(part)?.[0].length ?? 0
      const counted = numbering.exec(part.slice(lead))?.[0].length ?? 0
      const said = part.slice(lead + counted).trimEnd()
      if (said !== '') found.push({ text: said, at: start + index + lead + counted })
    }
    if (found.length > 0) lines.push(found)
    start += line.length + 1
  }
  return lines
}
