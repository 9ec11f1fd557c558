import { type Cell, type Column, type DraftTable, moneyText, type RegionRef } from '@hutang/shared'
import { catalogueOf, suggestedColumns } from '../../../features/catalogue'
import type { DemoHousehold, DemoNotice, DemoRegion } from '../types'

export interface Words {
  title: string
  plain: string
  /** One text for each element of the item, in the catalogue's order. */
  texts: readonly string[]
  body: string
  table?: DraftTable
}

const elementNames = new Map<string, string[]>()

export function elementsOf(region: Pick<RegionRef, 'code' | 'name' | 'level'>, item: number): string[] {
  const key = `${region.code}:${item}`
  const known = elementNames.get(key)
  if (known) return known
  for (const one of catalogueOf(region)) elementNames.set(`${region.code}:${one.no}`, one.elements)
  const found = elementNames.get(key)
  if (!found) throw new RangeError(`${region.name} has no item ${item}`)
  return found
}

export function compose(region: DemoRegion, item: number, publishedAt: Date, words: Words): DemoNotice {
  const names = elementsOf(region, item)
  if (names.length !== words.texts.length)
    throw new RangeError(
      `${words.title}: item ${item} has ${names.length} elements, not ${words.texts.length}`,
    )
  return {
    region: region.code,
    item,
    publishedAt,
    title: words.title,
    plain: words.plain,
    elements: names.map((name, at) => ({ name, text: words.texts[at] ?? '' })),
    body: words.body,
    table: words.table ?? null,
  }
}

export interface Row {
  household?: string | null
  cells: Cell[]
}

/** A table with the columns usual for its item. */
export function tableOf(
  item: number,
  caption: string,
  rows: Row[],
  columns: Column[] = suggestedColumns(item),
): DraftTable {
  const crooked = rows.find((row) => row.cells.length !== columns.length)
  if (crooked)
    throw new RangeError(`${caption}: a row has ${crooked.cells.length} cells, not ${columns.length}`)
  return {
    caption,
    columns,
    rows: rows.map((row) => ({ household: row.household ?? null, cells: row.cells })),
  }
}

export function sumOf(table: DraftTable, key: string): number {
  const at = table.columns.findIndex((column) => column.key === key)
  if (at < 0) throw new RangeError(`${table.caption}: no column ${key}`)
  return table.rows.reduce((sum, row) => {
    const cell = row.cells[at]
    return typeof cell === 'number' ? sum + cell : sum
  }, 0)
}

/** A row that concerns a household begins with its group and its head's name. */
export const rowOf = (household: DemoHousehold, ...cells: Cell[]): Row => ({
  household: household.code,
  cells: [household.groupName, household.head, ...cells],
})

export const yuan = (fen: number): string => moneyText(fen, { approximate: false })

/** For the sentence said in one breath: "21.3 万元", below ten thousand in whole yuan. */
export const wan = (fen: number): string =>
  Math.abs(fen) >= 1_000_000 ? `${Number((fen / 1_000_000).toFixed(1))} 万元` : `${Math.round(fen / 100)} 元`
