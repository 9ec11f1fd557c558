import {
  type Names,
  ownHomes,
  type RegionRef,
  type Restriction,
  rowAccess,
  type Viewer,
  visibleRows,
} from '@hutang/shared'
import type { Closeness, Hit } from './match.rules'
import { fieldOf, type Place, type SearchedNotice } from './search-index'
import { type Field, hitsIn } from './snippet.rules'

export interface Look {
  region: RegionRef
  now: Date
  viewer: Viewer
  /** The names that are masked in rows. */
  register: Names
  closeness: Closeness
}

/** A text that holds some of the words; `hits` by word. */
export interface Part {
  place: Place
  field: Field
  hits: (Hit | null)[]
}

/** A hidden character must not count as the wrong one of a name: the hit would tell the name. */
const isHidden = ({ text }: Field, hit: Hit | null): boolean =>
  hit !== null && text.chars.slice(hit.start, hit.end).includes('*')

/** Rows tried for one notice: under masks many may hold a name that the viewer does not see. */
const mostTries = 500

/** The first row that holds the most of the missing words in what the viewer sees of it. */
export function rowPart(
  { rows, columns }: SearchedNotice,
  words: readonly string[],
  missing: readonly string[],
  { viewer, register, closeness, restriction }: Look & { restriction: Restriction },
): Part | null {
  const access = rowAccess(viewer, restriction)
  if (!rows || access === 'none') return null
  const own = rows.rowsOf(new Set(ownHomes(viewer).map(({ household }) => household)))
  let best: { part: Part; words: number } | null = null
  let tries = 0
  for (const row of candidates()) {
    if (++tries > mostTries) break
    const [seen] = visibleRows([rows.at(row)], columns, viewer, restriction, register)
    if (!seen) continue
    const field = fieldOf(
      seen.cells.filter((cell) => typeof cell === 'string' && cell !== '').join(' · '),
      true,
    )
    const hits = hitsIn(field, words, closeness).map((hit) => (isHidden(field, hit) ? null : hit))
    const held = hits.filter((hit, at) => hit && missing.includes(words[at] ?? '')).length
    if (held > (best?.words ?? 0)) best = { part: { place: 'row', field, hits }, words: held }
    if (held === missing.length) break
  }
  return best?.part ?? null

  function* candidates(): Generator<number> {
    yield* own
    if (access !== 'all' || !rows) return
    for (const word of missing) yield* rows.holding(word, closeness)
  }
}
