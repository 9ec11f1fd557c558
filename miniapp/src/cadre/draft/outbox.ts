import { mostRowsAtOnce, rowsUnder } from '@hutang/shared/rules'
import { type Content, changesBetween, firstPage, type WholeTable, withChanges } from '../table/rows'
import { laidUnder } from './kept'
import { type ContentKey, contentKeys, sameField, sameHead } from './merge'
import type { Patch, Write } from './types'

/** The next request: first the words and columns that changed, then rows, as many as one request takes. */
export function nextWrite(
  base: Content,
  mine: Content,
  isHeld: (key: ContentKey) => boolean,
): { write: Write; rowsLeft: number } | null {
  const keys = contentKeys.filter((key) => key !== 'table' && !isHeld(key) && !sameField(key, base, mine))
  const patch: Patch = Object.fromEntries(keys.map((key) => [key, mine[key]]))
  const table = !isHeld('table')
  if (table && !sameHead(base.table, mine.table)) patch.table = nextHead(base.table, mine.table)
  if (Object.keys(patch).length > 0) return { write: { patch }, rowsLeft: 0 }
  const changes = table ? changesBetween(base.table?.rows ?? [], mine.table?.rows ?? []) : []
  if (changes.length === 0) return null
  const page = firstPage(changes, mostRowsAtOnce)
  return { write: { changes: page }, rowsLeft: changes.length - page.length }
}

/** Where the rows that the server has would not fit under the new columns, the old table goes first. */
function nextHead(base: WholeTable | null, mine: WholeTable | null): Patch['table'] {
  if (!mine) return null
  const { caption, columns } = mine
  const unread = base ? rowsUnder(base.columns, columns, base.rows).unread : []
  return unread.length > 0 ? null : { caption, columns }
}

/** The content as the server has it after a request. */
export function afterWrite(base: Content, write: Write): Content {
  if ('changes' in write) {
    return base.table
      ? { ...base, table: { ...base.table, rows: withChanges(base.table.rows, write.changes) } }
      : base
  }
  const { table, ...words } = write.patch
  if (table === undefined) return { ...base, ...words }
  const head = table && { ...table, rows: [] }
  return { ...base, ...words, table: head && { ...head, rows: laidUnder(base.table, head) } }
}

export const fieldsOf = (write: Write): ContentKey[] =>
  'changes' in write ? ['table'] : contentKeys.filter((key) => key in write.patch)
