import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { enterpriseAnswers, hasAnswers, type VisitorAnswers } from './enterprise-answers'
import { persisted } from './persisted'

/** What a visitor has said of an enterprise on this phone; null: nothing. */
export function usePhoneFirm(): VisitorAnswers | null {
  const held = enterpriseAnswers.use()
  return hasAnswers(held) ? held : null
}

/** More answers of the same enterprise; null makes one unknown again. */
export function keepAnswers(more: EnterpriseAnswers): void {
  const held = enterpriseAnswers.get()
  enterpriseAnswers.set({ ...held, answers: { ...held.answers, ...more } })
}

/** Which of one's own enterprises is looked at on this phone. */
export const chosenFirm = persisted<string | null>(
  'hutang.policy-chosen',
  null,
  (value): value is string | null => value === null || typeof value === 'string',
)
