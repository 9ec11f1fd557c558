import type { Mark } from '@hutang/shared'
import { type Closeness, findWord, type Hit } from './match.rules'
import type { SearchText } from './words.rules'

/** What was written, and how it is searched. */
export interface Field {
  written: string
  text: SearchText
  /** A name or a title, where the first letters of the pinyin count. */
  short: boolean
}

/** The best place of each word in a field; null where a word is not in it. */
export const hitsIn = (
  { text, short }: Pick<Field, 'text' | 'short'>,
  words: readonly string[],
  closeness: Closeness,
): (Hit | null)[] => words.map((word) => findWord(text.chars, word, { closeness, short }))

/** The places of hits in what was written, in order and without overlaps. */
export function marksOf(
  { written, text }: Pick<Field, 'written' | 'text'>,
  hits: readonly (Hit | null)[],
): Mark[] {
  const place = (at: number) => (text.places ? (text.places[at] ?? written.length) : at)
  const marks = hits
    .flatMap((hit) => (hit ? { from: place(hit.start), to: place(hit.end - 1) + 1 } : []))
    .sort((a, b) => a.from - b.from)
  const apart: Mark[] = []
  for (const mark of marks) {
    const last = apart.at(-1)
    if (last && mark.from <= last.to) last.to = Math.max(last.to, mark.to)
    else apart.push(mark)
  }
  return apart
}

const before = 14
const longest = 60

/** The part of a long text around the first mark, its marks moved along. */
export function snippetOf(written: string, marks: readonly Mark[]): { text: string; marks: Mark[] } {
  const first = marks[0]?.from ?? 0
  const from = written.length <= longest ? 0 : Math.max(0, Math.min(first - before, written.length - longest))
  const to = Math.min(written.length, from + longest)
  const lead = from > 0 ? '…' : ''
  const moved = lead.length - from
  return {
    text: `${lead}${written.slice(from, to).replace(/\s/g, ' ')}${to < written.length ? '…' : ''}`,
    marks: marks
      .filter((mark) => mark.from >= from && mark.from < to)
      .map((mark) => ({ from: mark.from + moved, to: Math.min(mark.to, to) + moved })),
  }
}
