import type { FieldProblem } from '../../api/errors'
import type { Households } from '../table/problems'
import type { WholeTable } from '../table/rows'

/** What both ways of writing a table get: rows on a phone, a sheet on a computer. */
export interface BodyProps {
  table: WholeTable
  households: Households
  blocked: readonly FieldProblem[]
  problems: readonly FieldProblem[]
  /** What may not be published of the rows and columns. */
  secret: readonly FieldProblem[]
  onChange: (change: (table: WholeTable | null) => WholeTable | null) => void
  onPut: (table: WholeTable) => void
  onImport: () => void
  onColumns: () => void
  onDrop: () => void
}
