/** 避头: may not begin a line. */
const noStart = /[，。、；：！？）】》」』”’…—·％%℃°〉）\]},.;:!?]/u
/** 避尾: may not end one. */
const noEnd = /[（【《「『“‘〈￥¥([{]/u
/** Letters and figures stay together. */
const word = /[A-Za-z0-9.,:/%+\-_@#&'¥￥]+|\s+|./gsu

interface Unit {
  text: string
  width: number
}

/** What may not be torn apart: a word, a figure, a character with its punctuation. */
function unitsOf(text: string, width: (text: string) => number): Unit[] {
  const units: string[] = []
  let open = false
  for (const [piece] of text.matchAll(word)) {
    const last = units.at(-1)
    const joins = last !== undefined && last.trim() !== '' && (open || noStart.test(piece.charAt(0)))
    if (joins) units[units.length - 1] = last + piece
    else units.push(piece)
    open = noEnd.test(piece.charAt(piece.length - 1)) && piece.trim() !== ''
  }
  return units.map((unit) => ({ text: unit, width: width(unit) }))
}

/** Breaks one paragraph into lines that are no wider than `most`; what is wider by itself is torn. */
export function linesOf(text: string, most: number, width: (text: string) => number): string[] {
  if (text.trim() === '') return ['']
  const lines: string[] = []
  let line = ''
  let used = 0
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
    used = 0
  }
  const add = (unit: Unit) => {
    // A space where a line was broken is none; before the first word it is 首行空格.
    if (line === '' && lines.length > 0 && unit.text.trim() === '') return
    line += unit.text
    used += unit.width
  }
  for (const unit of unitsOf(text, width)) {
    if (used + unit.width > most && line !== '') end()
    if (unit.width <= most) add(unit)
    else {
      for (const character of unit.text) {
        const one = { text: character, width: width(character) }
        if (used + one.width > most && line !== '') end()
        add(one)
      }
    }
  }
  if (line !== '') end()
  return lines
}

/** The width of the widest thing that should not be torn. */
export const widestUnit = (text: string, width: (text: string) => number): number =>
  unitsOf(text, width).reduce((most, unit) => Math.max(most, unit.text.trim() === '' ? 0 : unit.width), 0)
