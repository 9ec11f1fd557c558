import type { SheetCell as Cell } from '../rules/sheet/types'
import { EditionNo, Id, ItemNo, object, oneOf, RegionCode, route, type Static, Type } from './base'

const SheetCell = Type.Unsafe<Cell>({
  description:
    'text, number, null, { date: YYYY-MM-DD } or { error }: what a formula left; a percentage is text',
})

/** One sheet of a file; what is hidden is empty, in its place. Rows and columns are counted from 0. */
const Sheet = object(
  {
    name: Type.String(),
    rows: Type.Array(Type.Array(SheetCell)),
    merges: Type.Array(
      object({
        row: Type.Integer(),
        column: Type.Integer(),
        rows: Type.Integer(),
        columns: Type.Integer(),
      }),
    ),
    hidden: object({ rows: Type.Array(Type.Integer()), columns: Type.Array(Type.Integer()) }),
  },
  { title: 'Sheet' },
)

/**
 * What was not taken, because whoever opens the file does not see it either, or because it is no cell. sheet: a hidden
 * sheet; rows, columns: hidden ones; cells: those whose format shows nothing; far: rows or columns a long way off the
 * table.
 */
const leftKinds = ['sheet', 'rows', 'columns', 'cells', 'comments', 'pictures', 'far'] as const

export const ReadFile = object(
  {
    sheets: Type.Array(Sheet),
    left: Type.Array(
      object({
        what: oneOf(leftKinds),
        name: Type.String({ description: 'of the sheet' }),
        count: Type.Integer(),
      }),
      { description: 'what was not taken: hidden, no cell, or far from the table' },
    ),
  },
  { title: 'ReadFile' },
)

const tableFile = {
  tag: 'notices',
  auth: 'optional',
  params: object({ id: Id }),
  query: object({ edition: Type.Optional(EditionNo) }),
  response: Type.Any(),
  errors: [404],
} as const

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const sheetRoutes = {
  'POST /api/sheets': route({
    summary: 'Read the tables of an .xlsx, .xls or .csv file (multipart: file, name); nothing of it is kept',
    tag: 'workflow',
    auth: 'required',
    limit: 'upload',
    consumes: 'multipart/form-data',
    response: ReadFile,
    errors: [403, 413, 415],
  }),
  'GET /api/notices/:id/table.xlsx': route({
    summary: 'The table of a notice as this viewer may see it, as an Excel file',
    produces: xlsxType,
    ...tableFile,
  }),
  'GET /api/notices/:id/table.csv': route({
    summary: 'The table of a notice as this viewer may see it, as CSV in UTF-8',
    produces: 'text/csv; charset=utf-8',
    ...tableFile,
  }),
  'GET /api/regions/:code/items/:no/template.xlsx': route({
    summary:
      'An empty table with the columns usual for an item; the writers of the region find their households in it',
    tag: 'catalogue',
    auth: 'optional',
    params: object({ code: RegionCode, no: ItemNo }),
    produces: xlsxType,
    response: Type.Any(),
    errors: [404],
  }),
}

export type ReadFile = Static<typeof ReadFile>
