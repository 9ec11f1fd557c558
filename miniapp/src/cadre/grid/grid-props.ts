import type { MutableRefObject } from 'react'
import type { FieldProblem } from '../../api/errors'
import type { Households } from '../table/problems'
import type { WholeTable } from '../table/rows'
import type { GridControl } from './control'
import type { Change } from './sheet'

export interface GridProps {
  table: WholeTable
  households: Households
  today: string
  /** Of the table, and of what may not be published. */
  problems: readonly FieldProblem[]
  control: MutableRefObject<GridControl | null>
  onChange: (change: Change) => void
  onTable: (text: string) => boolean
}
