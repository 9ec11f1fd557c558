import {
  type Access,
  accessTo,
  type FoundIn,
  type Item,
  type ItemState,
  type Mark,
  type NoticeLine,
  type RegionRef,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import { itemOfNotice, restrictionOf } from '../../catalogue'
import { namesIn } from '../../residents'
import { restrictionNow } from '../reading/concealed'
import { itemStates } from '../reading/item-states'
import { noticeLines } from '../reading/lines'
import type { PublishedNotice } from '../reading/published'
import type { Closeness } from './match.rules'
import { type Look, type Part, rowPart } from './row-part'
import { fieldOf, type Place, type SearchedNotice, searchIndexOf } from './search-index'
import { type Field, hitsIn, marksOf, snippetOf } from './snippet.rules'
import { searchWords } from './words.rules'

export interface SearchQuery {
  q: string
  item?: number
  category?: string
  cursor?: string
  limit?: number
}

export interface FoundNotice extends NoticeLine {
  found: FoundIn
}

export interface FoundItem {
  state: ItemState
  marks: Mark[]
}

export interface SearchResult {
  items: FoundItem[]
  notices: FoundNotice[]
  next?: string
  /** Nothing holds the words themselves: these are near to them. */
  near: boolean
}

const usualLimit = 20

/** What counts more comes first: the title before the item's name before the text. */
const weights: Record<Place, number> = { title: 10, item: 8, plain: 6, element: 4, body: 3, row: 3 }

/**
 * Items and notices that hold every word, the best first and of equals the newest. A search looks only through what
 * the viewer could read, so that not even a hit tells what stands in a restricted notice. Where nothing holds the
 * words, other characters of the same sound and one wrong character are allowed.
 */
export async function search(
  deps: Deps,
  region: RegionRef,
  viewer: Viewer,
  { q, item, category, cursor, limit = usualLimit }: SearchQuery,
): Promise<SearchResult> {
  const words = searchWords(q)
  if (words.length === 0) {
    throw new AppError('invalidFields', { fields: [{ field: 'q', message: '搜索词：请写下要找的字词。' }] })
  }
  const [all, states, register] = await Promise.all([
    searchIndexOf(deps, region.code),
    itemStates(deps, region),
    namesIn(deps, region.code),
  ])
  const asked = all.filter(
    ({ notice }) =>
      (item === undefined || notice.item === item) &&
      (category === undefined || notice.category === category),
  )
  const lookThrough = (closeness: Closeness) => ({
    near: closeness === 'near',
    items: itemsWith(states, words, closeness),
    notices: noticesWith(asked, words, { region, viewer, register, closeness, now: deps.clock.now() }),
  })
  const exact = lookThrough('exact')
  const { items, notices, near } = exact.items.length + exact.notices.length > 0 ? exact : lookThrough('near')
  const { page, next } = offsetPage(notices, { cursor, limit })
  const lines = await noticeLines(
    deps,
    page.map(({ notice }) => notice),
    viewer,
  )
  const foundIn = new Map(page.map(({ notice, found }) => [notice._id, found]))
  return {
    items,
    notices: lines.flatMap((line) => {
      const found = foundIn.get(line.id)
      return found ? { ...line, found } : []
    }),
    ...(next ? { next } : {}),
    near,
  }
}

const bestFirst = <T extends { score: number }>(all: T[]): T[] => all.sort((a, b) => b.score - a.score)

/** Items by name, other name, heading and elements; every word must be in one of them. */
function itemsWith(
  states: readonly ItemState[],
  words: readonly string[],
  closeness: Closeness,
): FoundItem[] {
  const found = states.flatMap((state) => {
    const name = fieldOf(state.item.level2, true)
    const others = otherNames(state.item).map(([text, weight]) => ({ field: fieldOf(text, true), weight }))
    const inName = hitsIn(name, words, closeness)
    const scores = words.map((word, at) => {
      const rest = others.map(
        ({ field, weight }) => weight * (hitsIn(field, [word], closeness)[0]?.quality ?? 0),
      )
      return Math.max(10 * (inName[at]?.quality ?? 0), ...rest)
    })
    if (scores.some((score) => score === 0)) return []
    return [{ state, marks: marksOf(name, inName), score: scores.reduce((sum, one) => sum + one, 0) }]
  })
  return bestFirst(found).map(({ state, marks }) => ({ state, marks }))
}

const otherNames = ({ alias, level1, elements }: Item): [string, number][] => [
  ...(alias ? [[alias, 9] as [string, number]] : []),
  [level1, 5],
  ...elements.map((element): [string, number] => [element, 3]),
]

interface Match {
  notice: PublishedNotice
  found: FoundIn
  score: number
}

function noticesWith(all: readonly SearchedNotice[], words: readonly string[], look: Look): Match[] {
  const rules = new Map<number, { name: Field; access: Access; item: Item } | null>()
  const ruleOf = (no: number) => {
    const known = rules.get(no)
    if (known !== undefined) return known
    const item = itemOfNotice(look.region, no)
    const rule = item && {
      item,
      name: fieldOf(item.level2, true),
      access: accessTo(look.viewer, restrictionOf(look.region.code, item)),
    }
    rules.set(no, rule ?? null)
    return rule ?? null
  }
  return bestFirst(
    all.flatMap((one) => {
      const rule = ruleOf(one.notice.item)
      return rule ? (matchOf(one, words, { ...look, ...rule }) ?? []) : []
    }),
  )
}

function matchOf(
  one: SearchedNotice,
  words: readonly string[],
  look: Look & { name: Field; access: Access; item: Item },
): Match | null {
  const { closeness } = look
  const title: Part = { place: 'title', field: one.title, hits: hitsIn(one.title, words, closeness) }
  const parts = [
    title,
    { place: 'item' as const, field: look.name, hits: hitsIn(look.name, words, closeness) },
  ]
  if (look.access !== 'title') {
    for (const { place, field } of one.closed)
      parts.push({ place, field, hits: hitsIn(field, words, closeness) })
    // Rows are looked through only for words that stand nowhere else.
    const missing = words.filter((_, at) => parts.every(({ hits }) => !hits[at]))
    const place = { notice: one.notice, region: look.region, item: look.item }
    const restriction = restrictionNow(place, look.now)
    const row = missing.length > 0 ? rowPart(one, words, missing, { ...look, restriction }) : null
    if (row) parts.push(row)
  }
  const scores = words.map((_, at) =>
    Math.max(...parts.map(({ place, hits }) => weights[place] * (hits[at]?.quality ?? 0))),
  )
  if (scores.some((score) => score === 0)) return null
  return {
    notice: one.notice,
    found: { titleMarks: marksOf(one.title, title.hits), snippet: snippetFrom(parts, title) },
    score: scores.reduce((sum, score) => sum + score, 0),
  }
}

/** From the text that holds most of what the title does not. */
function snippetFrom(parts: readonly Part[], title: Part): FoundIn['snippet'] {
  let best: { part: Part; words: number } | null = null
  for (const part of parts) {
    if (part.place === 'title' || part.place === 'item') continue
    const words = part.hits.filter((hit, at) => hit && !title.hits[at]).length
    if (words > (best?.words ?? 0)) best = { part, words }
  }
  if (!best) return null
  const { place, field, hits } = best.part
  return {
    place: place as NonNullable<FoundIn['snippet']>['place'],
    ...snippetOf(field.written, marksOf(field, hits)),
  }
}
