import type { Table, TableRow } from '@hutang/shared/contract'
import { useState } from 'react'
import { SearchBox } from '../search-box/search-box'
import { Tabs } from '../tabs/tabs'

/** Fewer rows are looked through as they are. */
const long = 20
const all = ''

export interface Filter {
  rows: TableRow[]
  active: boolean
  /** What is looked for; empty where nothing is. */
  of: string
  group: string
  word: string
  choose: (group: string) => void
  type: (word: string) => void
  /** The groups of the rows that have been read; empty where there is no such column, or only one. */
  groups: string[]
  needed: boolean
}

const cellOf = ({ cells }: TableRow, at: number): string => (at < 0 ? '' : String(cells[at] ?? ''))

/** A group and a word, by which the rows of a long table are looked through. */
export function useFilter({ columns, rows }: Table): Filter {
  const [group, choose] = useState(all)
  const [word, type] = useState('')
  const at = columns.findIndex(({ kind }) => kind === 'group')
  const found = at < 0 ? [] : [...new Set(rows.map((row) => cellOf(row, at)).filter(Boolean))].sort(byNumber)
  const groups = found.length > 1 ? found : []
  const sought = word.trim()
  // The chosen group may have gone with rows that were read anew.
  const chosen = groups.includes(group) ? group : all
  const active = chosen !== all || sought !== ''
  const shown = active
    ? rows.filter(
        (row) =>
          (chosen === all || cellOf(row, at) === chosen) &&
          (sought === '' || row.cells.some((cell) => typeof cell === 'string' && cell.includes(sought))),
      )
    : rows
  return {
    rows: shown,
    active,
    of: active ? `${chosen} ${sought} ` : '',
    group: chosen,
    word,
    choose,
    type,
    groups,
    needed: rows.length > long,
  }
}

const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? Number.MAX_SAFE_INTEGER)
const byNumber = (a: string, b: string): number => numberIn(a) - numberIn(b) || a.localeCompare(b, 'zh')

/** Above a long table: its groups, and a name to look for. */
export function TableFilter({ filter }: { filter: Filter }) {
  const { groups, group, word, choose, type } = filter
  return (
    <>
      {groups.length > 0 ? (
        <Tabs
          label="组别"
          tabs={[{ id: all, name: '全部' }, ...groups.map((name) => ({ id: name, name }))]}
          current={group}
          onChange={choose}
        />
      ) : null}
      <SearchBox placeholder="在表里找名字" value={word} onChange={type} onSearch={type} />
    </>
  )
}
