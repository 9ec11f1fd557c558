import { mostRowsAtOnce } from '../rules/table-limits'
import { Cursor, EditionNo, Id, Instant, nullable, object, oneOf, type Static, Type } from './base'
import { Cell, Column } from './domain'

export const TextPart = object({ kind: oneOf(['same', 'added', 'removed']), text: Type.String() })
const Text = nullable(
  Type.Array(TextPart, { description: 'in order; null: the same, or nothing the viewer may see' }),
)

export const CellChange = object({
  column: Type.String({ description: 'key of the column' }),
  label: Type.String(),
  kind: Column.properties.kind,
  before: Cell,
  after: Cell,
})

export const RowDifference = object({
  change: oneOf(['added', 'removed', 'changed', 'moved']),
  own: Type.Boolean({ description: "of the viewer's own household" }),
  household: nullable(Type.String({ description: 'only with `work`, and of the own household' })),
  placeBefore: nullable(
    Type.Integer({ description: 'counted from 1; null: it was added, or the viewer sees own rows only' }),
  ),
  placeAfter: nullable(
    Type.Integer({ description: 'counted from 1; null: it was removed, or the viewer sees own rows only' }),
  ),
  cells: Type.Array(Cell, {
    description: 'the whole row under `columns` (removed: under `columnsBefore`)',
  }),
  changes: Type.Array(CellChange, { description: 'of a changed row: the cells that say something else' }),
})

/** What is different between two editions, as the viewer may see both. */
export const Difference = object(
  {
    from: object({ editionNo: Type.Integer(), at: nullable(Instant) }),
    to: object({ editionNo: Type.Integer(), at: nullable(Instant) }),
    same: Type.Boolean({ description: 'nothing the viewer may see is different' }),
    note: nullable(Type.String({ description: '更正说明 of the newer one' })),
    title: Text,
    plain: Text,
    body: Text,
    elements: Type.Array(object({ name: Type.String(), parts: Type.Array(TextPart) })),
    ledger: Type.Optional(
      Type.Array(
        object({
          label: Type.String({ description: '主体, 期别, 期初余额, 期末余额' }),
          before: nullable(Type.String()),
          after: nullable(Type.String()),
        }),
      ),
    ),
    pictures: Type.Array(object({ change: oneOf(['added', 'removed', 'changed']), alt: Type.String() })),
    validUntil: nullable(
      object({ before: nullable(Instant), after: nullable(Instant) }, { description: 'null: the same' }),
    ),
    table: nullable(
      object({
        caption: Text,
        columns: Type.Array(Column),
        columnsBefore: Type.Array(Column),
        columnChanges: Type.Array(
          object({
            change: oneOf(['added', 'removed', 'renamed', 'retyped', 'moved']),
            label: Type.String(),
            before: nullable(Type.String({ description: 'the label before, of a renamed one' })),
          }),
        ),
        rows: Type.Array(RowDifference),
        total: Type.Integer({ description: 'rows that are different, of those the viewer may see' }),
        next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
      }),
    ),
  },
  { title: 'Difference' },
)

export const differenceQuery = object({
  work: Type.Optional(
    Type.Boolean({
      description:
        'the edition that is worked on, whole, against the published one: for who may see that work',
    }),
  ),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(
    Type.Integer({ title: '每页行数', minimum: 1, maximum: mostRowsAtOnce, default: 100 }),
  ),
})

/** `no`: which edition. */
export const EditionParams = object({ id: Id, no: EditionNo })

export type TextPart = Static<typeof TextPart>
export type CellChange = Static<typeof CellChange>
export type RowDifference = Static<typeof RowDifference>
export type Difference = Static<typeof Difference>
