import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { persisted } from './persisted'

/** What a visitor answered about an enterprise, in the fields of `POST /api/package`. */
export interface VisitorAnswers {
  creditCode: string | null
  answers: EnterpriseAnswers
  needs: readonly string[]
}

const nothing: VisitorAnswers = { creditCode: null, answers: {}, needs: [] }

const isAnswers = (value: unknown): value is VisitorAnswers => {
  if (typeof value !== 'object' || value === null) return false
  const { creditCode, answers, needs } = value as Partial<Record<keyof VisitorAnswers, unknown>>
  const hasCode = creditCode === null || typeof creditCode === 'string'
  return hasCode && typeof answers === 'object' && answers !== null && Array.isArray(needs)
}

/** Kept on this phone until a firm of one's own takes it over (`policies/firms`), or it is cleared. */
export const enterpriseAnswers = persisted<VisitorAnswers>('hutang.enterprise-answers', nothing, isAnswers)

export const hasAnswers = ({ creditCode, answers, needs }: VisitorAnswers): boolean =>
  creditCode !== null || Object.keys(answers).length > 0 || needs.length > 0
