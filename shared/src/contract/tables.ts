import { Id, nullable, object, type Static, Type } from './base'
import { Cell, Column, TableRow } from './domain'

export const DraftRow = object({
  household: Type.Optional(
    nullable(Type.String({ title: '户号', maxLength: 20, description: 'household code' })),
  ),
  cells: Type.Array(Cell, { maxItems: 12 }),
})

export const DraftTable = object(
  {
    caption: Type.String({ title: '表名', maxLength: 60 }),
    columns: Type.Array(Column, { title: '列', minItems: 1, maxItems: 12 }),
    rows: Type.Array(DraftRow, { title: '行', maxItems: 2000 }),
  },
  { title: 'DraftTable' },
)

/** The most rows and columns of a table, and the most rows that one request reads or changes. */
export const mostRows = 20_000
export const mostColumns = 30
export const mostRowsAtOnce = 500

/** A page of a table's rows. Pages of another edition or revision do not belong together. */
export const RowPage = object(
  {
    edition: Id,
    revision: Type.Integer({ description: 'of the edition; POST of rows sends it back' }),
    rows: Type.Array(
      object({
        ...TableRow.properties,
        key: Type.Optional(
          Type.String({ description: 'names the row while it is worked on; only with `work`' }),
        ),
      }),
      { description: 'what this viewer may see, own household first; with `work` in the order of the table' },
    ),
    total: Type.Integer({ description: 'rows in the whole table' }),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
  },
  { title: 'RowPage' },
)

export type DraftTable = Static<typeof DraftTable>
export type RowPage = Static<typeof RowPage>
