import { foldText } from './folding'

/** A name in a text: where it stands there, and whether it is certainly meant as one. */
export interface NameFound {
  name: string
  from: number
  to: number
  /** False for an ordinary word such as 高兴 that is also somebody's name: it is asked about, not refused. */
  sure: boolean
}

/** The names of a register, for finding them in texts. Made once and shared: nobody changes it. */
export interface Names {
  readonly size: number
  find(text: string): NameFound[]
}

const unwritten = /[\s·•・‧∙_.-]/g
const fewestLetters = 2

/** A name without what does not belong to it: spaces, dots, and what cannot be seen (沈　涛 is a name of two letters). */
export const bareName = (name: string): string => foldText(name).replace(unwritten, '')

/** Behind a name, or before it: it is a person that is meant. */
const personBehind = /^(?:户|家|同志|先生|女士|老人|大爷|阿姨|夫妇|本人|等)/
const personBefore = /(?:户主|村民|申请人|姓名|同志|老人)[:： ]?$/

interface Letter {
  letter: string
  from: number
  to: number
}

/** The letters of a text with their places in it; what is folded away belongs to the letter before it. */
function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  let at = 0
  for (const sign of text) {
    const to = at + sign.length
    const bare = bareName(sign)
    for (const letter of bare) letters.push({ letter, from: at, to })
    const last = letters[letters.length - 1]
    if (bare === '' && last) last.to = /\s/.test(sign) ? last.to : to
    at = to
  }
  return letters
}

/**
 * Finds names by their first two letters, the longest first. `isWord`: whether a name is also an ordinary word; such a
 * one is certain only where the text around it speaks of a person, or is nothing else.
 */
export function namesOf(all: Iterable<string>, isWord: (name: string) => boolean): Names {
  const byStart = new Map<string, string[]>()
  const firsts = new Set<string>()
  const bare = new Set([...all].map(bareName).filter((name) => [...name].length >= fewestLetters))
  for (const name of [...bare].sort((a, b) => b.length - a.length)) {
    const [first = '', second = ''] = name
    firsts.add(first)
    byStart.set(first + second, [...(byStart.get(first + second) ?? []), name])
  }
  const words = new Set([...bare].filter(isWord))
  const isFree = (text: string) => {
    for (const sign of foldText(text)) if (firsts.has(sign)) return false
    return true
  }
  const sureIn = (name: string, letters: readonly Letter[], at: number, size: number) => {
    if (!words.has(name) || letters.length === size) return true
    const plain = (from: number, to: number) =>
      letters
        .slice(Math.max(0, from), to)
        .map(({ letter }) => letter)
        .join('')
    return personBehind.test(plain(at + size, at + size + 3)) || personBefore.test(plain(at - 4, at))
  }
  return {
    size: bare.size,
    find(text) {
      if (isFree(text)) return []
      const letters = lettersOf(text)
      const plain = letters.map(({ letter }) => letter).join('')
      const found: NameFound[] = []
      let place = 0
      for (let at = 0; at < letters.length; at++) {
        const start = (letters[at]?.letter ?? '') + (letters[at + 1]?.letter ?? '')
        const name = byStart.get(start)?.find((one) => plain.startsWith(one, place))
        const size = name === undefined ? 1 : [...name].length
        const [first, last] = [letters[at], letters[at + size - 1]]
        if (name !== undefined && first && last)
          found.push({ name, from: first.from, to: last.to, sure: sureIn(name, letters, at, size) })
        for (let step = 0; step < size; step++) place += letters[at + step]?.letter.length ?? 0
        at += size - 1
      }
      return found
    },
  }
}

/** 张三 → 张＊, 张小明 → 张＊明, longer: first and last letter; a single letter is hidden whole. */
export function maskName(name: string): string {
  const letters = [...bareName(name)]
  const [first, last] = [letters[0], letters[letters.length - 1]]
  if (first === undefined || last === undefined) return ''
  if (letters.length === 1) return '＊'
  if (letters.length === 2) return `${first}＊`
  return `${first}${'＊'.repeat(letters.length - 2)}${last}`
}

/** Between the names of one cell; kept by `split`. */
export const betweenNames = /([、，,;；/／]+)/

/** A cell of names: each of several by itself, also where only spaces part them (沈涛 顾阿凤). */
export const maskNameCell = (cell: string): string =>
  cell
    .split(betweenNames)
    .map((part, at) => (at % 2 === 1 ? part : maskSpaced(part)))
    .join('')

function maskSpaced(part: string): string {
  const words = part.split(/\s+/).filter((word) => bareName(word) !== '')
  const several = words.length > 1 && words.every((word) => [...bareName(word)].length >= fewestLetters)
  return several ? words.map(maskName).join(' ') : maskName(part)
}

/** A text with the names in it masked. */
export function maskNamesIn(text: string, names: Names): string {
  let masked = ''
  let done = 0
  for (const { name, from, to, sure } of names.find(text)) {
    if (!sure) continue
    masked += text.slice(done, from) + maskName(name)
    done = to
  }
  return masked + text.slice(done)
}
