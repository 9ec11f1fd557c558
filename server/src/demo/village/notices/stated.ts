import type { Cell, DraftTable } from '@hutang/shared'
import { plainDateText, shanghaiDate } from '@hutang/shared'
import { suggestedColumns } from '../../../features/catalogue'
import { daysFrom, lastOf, monthOf, yearOf } from '../calendar'
import type { DemoHousehold, DemoNotice, DemoRegion } from '../types'
import { compose, type Row, sumOf, tableOf, yuan } from './compose'

export interface StatedRow {
  household?: string
  cells: Cell[]
}

/** A notice as config/demo words it; dates in its words are relative to the day it was published. */
export interface Stated {
  region: string
  item: number
  /** Days before the base; or `on`, the last time it was this day of the year (`MM-DD`). */
  ago?: number
  on?: string
  /** What belongs to a season is left out when the base is in other months. */
  onlyIn?: number[]
  hour?: number
  /** 有效至: days after it was published. */
  until?: number
  title: string
  plain: string
  texts: string[]
  body: string
  table?: { caption: string; rows: StatedRow[] }
}

/**
 * Fills the words of a notice: `{d-7}` a day in words, `{D-7}` as `YYYY-MM-DD`, `{y}` `{m}` year and month of
 * publication (`{y-1}` the year before), `{rows}` the table's rows, `{sum:amount}` a money column's sum,
 * `{count:people}` the sum of a column of integers.
 */
export function filled(text: string, publishedAt: Date, table?: DraftTable): string {
  const words = text.replace(
    /\{(d|D|y|m|rows|sum|count)([+-]\d+)?(?::([a-zA-Z]+))?\}/g,
    (whole, word: string, shift?: string, key?: string) => {
      const by = Number(shift ?? 0)
      if (word === 'd') return plainDateText(shanghaiDate(daysFrom(publishedAt, by)), publishedAt)
      if (word === 'D') return shanghaiDate(daysFrom(publishedAt, by))
      if (word === 'y') return String(yearOf(publishedAt) + by)
      if (word === 'm') return String(monthOf(publishedAt))
      if (!table) throw new RangeError(`${whole} without a table`)
      if (word === 'rows') return String(table.rows.length)
      if (!key) throw new RangeError(`${whole} names no column`)
      return word === 'sum' ? yuan(sumOf(table, key)) : String(sumOf(table, key))
    },
  )
  // A figure stands off the character before it, as in the other words of the app.
  return words.replace(/(\p{Script=Han})(\d+ [年月] )/gu, '$1 $2')
}

export function contentOf(
  stated: Pick<Stated, 'item' | 'title' | 'plain' | 'texts' | 'body' | 'table'>,
  at: Date,
  households: ReadonlyMap<string, DemoHousehold>,
) {
  const table = stated.table && tableFrom(stated.item, stated.table, at, households)
  const words = (text: string) => filled(text, at, table)
  return {
    title: words(stated.title),
    plain: words(stated.plain),
    texts: stated.texts.map(words),
    body: words(stated.body),
    ...(table ? { table } : {}),
  }
}

export function statedNotice(
  stated: Stated,
  base: Date,
  region: DemoRegion,
  households: ReadonlyMap<string, DemoHousehold>,
): DemoNotice {
  const publishedAt = momentOf(stated, base)
  const notice = compose(region, stated.item, publishedAt, contentOf(stated, publishedAt, households))
  if (stated.until === undefined) return notice
  return { ...notice, validUntil: daysFrom(publishedAt, stated.until, 23, 59) }
}

export const inSeason = (stated: Stated, base: Date): boolean =>
  stated.onlyIn === undefined || stated.onlyIn.includes(monthOf(base))

function momentOf({ ago, on, hour = 9, title }: Stated, base: Date): Date {
  if (ago !== undefined) return daysFrom(base, -ago, hour)
  const [month, day] = (on ?? '').split('-').map(Number)
  if (!month || !day) throw new RangeError(`${title}: neither ago nor on`)
  return daysFrom(lastOf(base, month, day).publishedAt, 0, hour)
}

/** Rows of a household need not repeat its group and its head's name. */
function tableFrom(
  item: number,
  stated: { caption: string; rows: StatedRow[] },
  at: Date,
  households: ReadonlyMap<string, DemoHousehold>,
): DraftTable {
  const columns = suggestedColumns(item)
  const rows = stated.rows.map((row): Row => {
    const cells = row.cells.map((cell) => (typeof cell === 'string' ? filled(cell, at) : cell))
    if (!row.household) return { cells }
    const household = households.get(row.household)
    if (!household) throw new RangeError(`${stated.caption}: no household ${row.household}`)
    const rest = [...cells]
    return {
      household: household.code,
      cells: columns.map((column) => {
        if (column.kind === 'group') return household.groupName
        if (column.kind === 'name') return household.head
        return rest.shift() ?? null
      }),
    }
  })
  return tableOf(item, filled(stated.caption, at), rows, columns)
}
