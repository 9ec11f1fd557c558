import {
  budgetLines,
  budgetSentence,
  type LedgerBudget,
  type LedgerFigures,
  periodText,
} from '@hutang/shared'
import type { ReadPeriod } from '../notices'

/** The year so far beside its budget; null where there is none that the viewer may see. */
export function againstBudget(
  budget: ReadPeriod | undefined,
  planned: LedgerFigures | undefined,
  actual: LedgerFigures | null,
  last: ReadPeriod | undefined,
): LedgerBudget | null {
  if (!budget || !planned || !actual || !last) return null
  const lines = budgetLines(planned, actual)
  return {
    notice: budget.notice._id,
    title: budget.notice.head.title,
    lines,
    sentence: budgetSentence(lines, periodText(last.period, last.period.from)),
  }
}
