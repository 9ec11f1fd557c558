import { isHan, lettersOf, readingsOf } from './pinyin'

/** Where a word was found: from `start` to before `end`; `quality` 1 is the word itself. */
export interface Hit {
  start: number
  end: number
  quality: number
}

/** `exact`: also by pinyin, which is a way to type; `near`: also by sound and with one wrong character. */
export type Closeness = 'exact' | 'near'

const quality = { itself: 1, pinyin: 0.8, initials: 0.5, sound: 0.6, wrong: 0.4 } as const

/** The best place of a word in a text; both as `searchText` makes them. `short`: initials count (names, titles). */
export function findWord(
  text: string,
  word: string,
  how: { closeness: Closeness; short: boolean },
): Hit | null {
  const at = text.indexOf(word)
  if (at >= 0) return { start: at, end: at + word.length, quality: quality.itself }
  const typed = byPinyin(text, word, how.short)
  if (typed || how.closeness === 'exact') return typed
  return bySound(text, word) ?? withOneWrong(text, word)
}

const lettersOfPinyin = /[a-z]{2}/

function byPinyin(text: string, word: string, short: boolean): Hit | null {
  if (!lettersOfPinyin.test(word)) return null
  const first = word.charCodeAt(0)
  const letters = lettersOf(first)
  let initials: Hit | null = null
  for (let start = 0; start < text.length; start++) {
    const unit = text.charCodeAt(start)
    if (unit !== first && (lettersOf(unit) & letters) === 0) continue
    const full = spelt(text, start, word, 0, false)
    if (full > start) return { start, end: full, quality: quality.pinyin }
    if (!short || initials) continue
    const end = spelt(text, start, word, 0, true)
    if (end > start) initials = { start, end, quality: quality.initials }
  }
  return initials
}

/**
 * Where the text ends that a word spells from `at` on, or -1. A character is spelt by itself or one of its readings,
 * the last one by the beginning of its reading (tudil); with `initials` also by its first letters (tdlz).
 */
function spelt(text: string, at: number, word: string, from: number, initials: boolean): number {
  if (from === word.length) return at
  if (at >= text.length) return -1
  if (text[at] === word[from]) {
    const end = spelt(text, at + 1, word, from + 1, initials)
    if (end >= 0) return end
  }
  const rest = word.slice(from)
  for (const reading of readingsOf(text.charCodeAt(at))) {
    if (reading[0] !== rest[0]) continue
    if (rest.startsWith(reading)) {
      const end = spelt(text, at + 1, word, from + reading.length, initials)
      if (end >= 0) return end
    }
    if (from > 0 && rest.length > 1 && reading.startsWith(rest)) return at + 1
    if (initials) {
      const end = spelt(text, at + 1, word, from + 1, initials)
      if (end >= 0) return end
    }
  }
  return -1
}

const allHan = /^\p{Script=Han}+$/u

/** Other characters of the same sound: 底保 for 低保. */
function bySound(text: string, word: string): Hit | null {
  if (word.length < 2 || !allHan.test(word)) return null
  const last = text.length - word.length
  for (let start = 0; start <= last; start++) {
    let same = 0
    while (same < word.length && soundsAlike(text.charCodeAt(start + same), word.charCodeAt(same))) same++
    if (same === word.length) return { start, end: start + same, quality: quality.sound }
  }
  return null
}

function soundsAlike(one: number, other: number): boolean {
  if (one === other) return true
  if ((lettersOf(one) & lettersOf(other)) === 0) return false
  const readings = readingsOf(one)
  return readingsOf(other).some((reading) => readings.includes(reading))
}

/** Of shorter words one wrong character would leave nothing to go by. */
const shortestWithOneWrong = 3
const shortestWithOneMore = 4

/** One character is another, or (in longer words) one is missing or too many. */
function withOneWrong(text: string, word: string): Hit | null {
  if (word.length < shortestWithOneWrong || !hasHan(word)) return null
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== word[0] && text[start + 1] !== word[1]) continue
    const end = endWithOneWrong(text, start, word)
    if (end > start) return { start, end, quality: quality.wrong }
  }
  return null
}

const hasHan = (word: string): boolean => [...word].some(isHan)

function endWithOneWrong(text: string, start: number, word: string): number {
  let same = 0
  while (same < word.length && text[start + same] === word[same]) same++
  const agrees = (textFrom: number, wordFrom: number) => text.startsWith(word.slice(wordFrom), textFrom)
  const at = start + same
  if (at < text.length && agrees(at + 1, same + 1)) return start + word.length
  if (word.length < shortestWithOneMore || same === 0) return -1
  // One too many was typed, or one was left out.
  if (agrees(at, same + 1)) return start + word.length - 1
  return agrees(at + 1, same) ? start + word.length + 1 : -1
}
