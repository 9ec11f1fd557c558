import { mostColumns } from '../rules/table-limits'
import { Id, nullable, object, type Static, Type } from './base'
import { Cell, Column, TableRow } from './domain'

export const DraftRow = object({
  household: Type.Optional(
    nullable(Type.String({ title: '户号', maxLength: 20, description: 'household code' })),
  ),
  cells: Type.Array(Cell, { maxItems: mostColumns }),
})

/** A table without its rows: those are read and changed in pages. */
export const TableHead = object(
  {
    caption: Type.String({ title: '表名', maxLength: 60 }),
    columns: Type.Array(Column, { title: '列', minItems: 1, maxItems: mostColumns }),
  },
  { title: 'TableHead' },
)

/** One row changed, put in, moved or taken out; in the order in which they are to be done. */
export const RowChange = object({
  key: Type.String({
    title: '行的代号',
    pattern: '^[A-Za-z0-9_-]{1,40}$',
    description: 'names the row while it is worked on; the writer chooses it',
  }),
  row: Type.Optional(
    nullable(
      object(DraftRow.properties, {
        description: 'what the row says now; null takes it out; absent: it is only moved',
      }),
    ),
  ),
  after: Type.Optional(
    nullable(
      Type.String({
        title: '排在哪一行后面',
        maxLength: 40,
        description: 'null: first; absent: where it is, and a new row last',
      }),
    ),
  ),
})

/** A page of a table's rows. Pages of another edition or revision do not belong together. */
export const RowPage = object(
  {
    edition: Id,
    revision: Type.Integer({ description: 'of the edition; POST of rows sends it back' }),
    rows: Type.Array(
      object({
        ...TableRow.properties,
        key: Type.Optional(Type.String({ description: 'only with `work`' })),
      }),
      { description: 'what this viewer may see, own household first; with `work` in the order of the table' },
    ),
    total: Type.Integer({ description: 'rows in the whole table' }),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
  },
  { title: 'RowPage' },
)

export type TableHead = Static<typeof TableHead>
export type DraftRow = Static<typeof DraftRow>
export type RowChange = Static<typeof RowChange>
export type RowPage = Static<typeof RowPage>
/** A table with its rows, in memory. */
export interface DraftTable extends TableHead {
  rows: readonly DraftRow[]
}
