import type { Cell, Column, Table } from '@hutang/shared'
import { areaFigure, dayMs, type Item, moneyFigure, plainDateText, shanghaiDate } from '@hutang/shared'
import type { TableBlock } from '../../paper'

/** 公布期限不少于十五日（组织法第三十五条） */
const leastDays = 15

/** `2026年11月20日`, as papers are dated. */
export function paperDate(at: Date): string {
  const [year, month, day] = shanghaiDate(at).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** From when to when it hangs: as its item asks, and never shorter than the law. */
export function displayText(from: string, until: string): string {
  const first = new Date(from)
  const least = first.getTime() + leastDays * dayMs
  return `自${paperDate(first)}至${paperDate(new Date(Math.max(Date.parse(until), least)))}`
}

/** What stands over everything a region hangs out. */
export const mastheadOf = ({ name, level }: { name: string; level: string }): string =>
  `${name}${level === 'village' ? '村务公开' : '政务公开'}`

/** Where and when to ask, as far as it is known. */
export const officeFacts = (office: { phone: string; address: string; hours: string }) =>
  [
    { name: '监督电话', text: office.phone },
    { name: '办公地点', text: [office.address, office.hours].filter(Boolean).join('，') },
  ].filter(({ text }) => text !== '')

export const itemLine = ({ no, category, level2 }: Pick<Item, 'no' | 'category' | 'level2'>): string =>
  `${category}　第 ${no} 项　${level2}`

const units: Partial<Record<Column['kind'], string>> = { area: '亩', money: '元' }
const aligned: Partial<Record<Column['kind'], 'center' | 'right'>> = {
  integer: 'right',
  area: 'right',
  money: 'right',
  group: 'center',
  date: 'center',
}

/** A table as paper shows it: every cell as text, each column with its unit. */
export function tableBlock(
  { caption, columns, totals }: Pick<Table, 'caption' | 'columns' | 'totals'>,
  rows: readonly { cells: readonly Cell[] }[],
  now: Date,
): TableBlock {
  const texts = (cells: readonly Cell[], empty: string) =>
    columns.map(({ kind }, at) => cellText(cells[at] ?? null, kind, now) || empty)
  return {
    kind: 'table',
    caption,
    columns: columns.map(({ label, kind }) => ({
      label: headText(label, kind),
      align: aligned[kind] ?? 'left',
    })),
    rows: rows.map(({ cells }) => texts(cells, '—')),
    totals: totals.map(({ label, cells }) => {
      const [, ...others] = texts(cells, '')
      const first = cells[0] ?? null
      return [first === null ? label : `${label} ${texts(cells, '')[0]}`, ...others]
    }),
  }
}

function headText(label: string, kind: Column['kind']): string {
  const unit = units[kind]
  return unit && !label.includes(unit) ? `${label}（${unit}）` : label
}

function cellText(cell: Cell, kind: Column['kind'], now: Date): string {
  if (cell === null) return ''
  if (typeof cell === 'number') {
    if (kind === 'money') return moneyFigure(cell)
    return kind === 'area' ? areaFigure(cell) : String(cell)
  }
  return kind === 'date' ? plainDateText(cell, now) : cell
}
