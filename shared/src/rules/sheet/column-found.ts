import type { Column } from '../../contract/domain'
import { isFigureKind } from '../column-totals'
import { type SheetColumn, toHousehold, toNowhere, toOwn } from './answers'
import { textOf } from './cells'
import type { Given } from './columns'
import { noValues } from './guess'
import { aliasAt, alikeAt, isHouseholdHeading, isRunningNumber, sameAt } from './match'

export type Found = Pick<SheetColumn, 'how' | 'to'> & { known?: Column }

/** Finds the column of each place, one after the other: what the clerk says, else by name, else by order. */
export function finder(given: Given): (at: number, asked: string | undefined) => Found {
  const { options, places, answers, heading } = given
  const { aliases = {} } = options
  const fixed = options.columns.length > 0
  const pool = fixed ? options.columns : options.usual
  const byOrder = heading.rows === null ? inOrder(given) : null
  const claimed = new Set(Object.values(answers.columns).flatMap(({ to }) => to ?? []))
  const taken = new Set<string>()
  const free = (n: number) => {
    const key = pool[n]?.key
    return key !== undefined && !taken.has(key) && !claimed.has(key)
  }
  const named = places.map((place) => (place.heading === '' ? -1 : sameAt(place.heading, pool, free)))
  const byName = (at: number): Found => {
    const label = places[at]?.heading ?? ''
    const same = label === '' ? -1 : sameAt(label, pool, free)
    if (same >= 0) return { how: 'same', to: 'column', known: pool[same] as Column }
    const other = label === '' ? -1 : aliasAt(label, pool, aliases, free)
    if (other >= 0) return { how: 'alike', to: 'column', known: pool[other] as Column }
    if (isHouseholdHeading(label)) return { how: 'same', to: 'household' }
    const reserved = (n: number) => free(n) && !named.some((other, place) => other === n && place > at)
    const alike = label === '' ? -1 : alikeAt(label, pool, reserved)
    if (alike >= 0) return { how: 'alike', to: 'column', known: pool[alike] as Column }
    // A table that has no column for it needs no number of the line.
    return { how: 'own', to: fixed && isRunningNumber(label) ? 'nowhere' : 'column' }
  }
  const chosen = (to: string): Found => {
    if (to === toHousehold) return { how: 'chosen', to: 'household' }
    if (to === toNowhere) return { how: 'chosen', to: 'nowhere' }
    const known = to === toOwn ? undefined : pool.find(({ key }) => key === to && !taken.has(key))
    return { how: 'chosen', to: 'column', ...(known ? { known } : {}) }
  }
  return (at, asked) => {
    const found = asked !== undefined ? chosen(asked) : byOrder ? orderOf(byOrder[at]) : byName(at)
    if (found.known) taken.add(found.known.key)
    return found
  }
}

const orderOf = (one: Column | 'household' | undefined): Found => {
  if (one === 'household') return { how: 'order', to: 'household' }
  return one ? { how: 'order', to: 'column', known: one } : { how: 'own', to: 'column' }
}

/** Without headings: the columns there are, or the usual ones, in their order, where there are as many or one more. */
function inOrder({ places, lines, values, options }: Given): (Column | 'household')[] | null {
  const known = options.columns.length > 0 ? options.columns : options.usual
  const fits = (skipped: number) =>
    known.every(({ kind }, at) => {
      const { filled, figures, dates, serials } = values[at + skipped] ?? noValues()
      if (kind === 'date') return (dates + serials) * 2 >= filled
      return !isFigureKind(kind) || figures * 2 >= filled
    })
  if (known.length === 0) return null
  const more = places.length - known.length
  const coded = more === 1 && lines.every(({ cells }) => /^[A-Za-z0-9-]*$/.test(textOf(cells[0])))
  if (coded && fits(1)) return ['household', ...known]
  return options.columns.length > 0 || (more === 0 && fits(0)) ? [...known] : null
}
