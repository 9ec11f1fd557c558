import type { Table } from '@hutang/shared/contract'
import { ownFigures, ownFigureText } from '@hutang/shared/rules'
import { Hero } from '../hero/hero'

/** "我家 · 本季流转费", "1,257.00 元", "流转面积 4.19 亩": what a reader of the household came for, large. */
export function OwnFigures({ table, ofPerson }: { table: Table; ofPerson?: boolean | undefined }) {
  const own = table.rows.filter((row) => row.own).map(({ cells }) => cells)
  const [first, second] = ownFigures(table.columns, own)
  if (!first) return null
  return (
    <Hero
      head={`${ofPerson ? '我本人' : '我家'} · ${first.label}`}
      figure={ownFigureText(first)}
      worded={typeof first.value !== 'number'}
      note={[
        second && `${second.label} ${ownFigureText(second)}`,
        own.length > 1 ? `${own.length} 行合起来` : '',
      ]
        .filter(Boolean)
        .join(' · ')}
    />
  )
}

/** A masked name: the row is about somebody, not about a group. */
const masked = /＊/

/** Of a list with one row for each group (组长 …) the row of the reader's own group. */
export function OwnGroup({ table, group }: { table: Table; group: string | undefined }) {
  const at = table.columns.findIndex(({ kind }) => kind === 'group')
  if (!group || at < 0 || table.rows.some(({ own }) => own)) return null
  const groups = new Set(table.rows.map(({ cells }) => cells[at]))
  const row = table.rows.find(({ cells }) => cells[at] === group)
  if (!row || groups.size < table.rows.length) return null
  if (row.cells.some((cell) => typeof cell === 'string' && masked.test(cell))) return null
  const told = table.columns.flatMap(({ label, kind }, place) => {
    const cell = row.cells[place]
    return place === at || typeof cell !== 'string' || cell === '' || (kind !== 'name' && kind !== 'text')
      ? []
      : [{ label, cell }]
  })
  const [first, ...others] = told
  if (!first) return null
  return (
    <Hero
      head={`${group} · ${first.label}`}
      figure={first.cell}
      note={others.map(({ label, cell }) => `${label} ${cell}`).join(' · ')}
    />
  )
}
