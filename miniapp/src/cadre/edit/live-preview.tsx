import type { EditionWork, LedgerHelp } from '@hutang/shared/contract'
import type { FieldProblem } from '../../api/errors'
import type { Content } from '../table/rows'

export interface LivePreviewProps {
  work: EditionWork
  content: Content
  blocked: readonly FieldProblem[]
  ledger: LedgerHelp | null
}

/** The preview beside the sheet is a computer's alone. */
export const LivePreview = (_props: LivePreviewProps): null => null
