import {
  countedRows,
  type FieldProblem,
  guardedTotals,
  type Item,
  tableTotals,
  type WholeContent,
} from '@hutang/shared'
import { contradicted, givenAway, type Known, knownTotals, unbalanced } from './stated-totals.rules'
import { hasFigures, typedTotals } from './typed-totals.rules'

type Table = NonNullable<WholeContent['table']>

interface Sums {
  columns: string
  known: readonly Known[]
  /** Sums that readers of own rows do not get. */
  hidden: readonly Known[]
  typed: readonly FieldProblem[]
}

// Rows are never changed in place: what was added up need not be added up again while only words are written.
const sumsOfRows = new WeakMap<Table['rows'], Sums>()

/**
 * What the writer should look at once more: sums that the words state and the table contradicts, rows that are sums
 * themselves. It may be handed in all the same, once the writer has said that it is right.
 */
export function warningsOf(
  content: WholeContent,
  { maskLevel, audience }: Pick<Item, 'maskLevel' | 'audience'>,
) {
  const { table } = content
  if (!table || !hasFigures(table.columns)) return []
  const { known, hidden, typed } = sumsIn(table)
  const ownOnly = maskLevel === 'M4' || audience === 'household'
  return [
    ...contradicted(content, known),
    ...unbalanced(content, known),
    ...(ownOnly ? givenAway(content, hidden) : []),
    ...typed,
  ]
}

function sumsIn({ columns, rows }: Table): Sums {
  const said = JSON.stringify(columns)
  const old = sumsOfRows.get(rows)
  if (old?.columns === said) return old
  const guarded = guardedTotals(
    columns,
    rows.map(({ household = null, cells }) => ({ household, cells })),
  )
  const known = knownTotals(columns, tableTotals(columns, rows), countedRows(columns, rows))
  const shown = knownTotals(columns, guarded.totals)
  const isHidden = (one: Known) =>
    one.shown && !shown.some((other) => other.shown && other.line === one.line && other.label === one.label)
  const sums = {
    columns: said,
    known,
    hidden: known.filter(isHidden),
    typed: typedTotals(columns, rows),
  }
  sumsOfRows.set(rows, sums)
  return sums
}
