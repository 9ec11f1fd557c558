import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { persisted } from './persisted'

/** What a visitor has said of an enterprise. It stays on this phone until they keep it under their name. */
export interface PhoneFirm {
  creditCode?: string
  answers: EnterpriseAnswers
}

const isFirm = (value: unknown): value is PhoneFirm | null =>
  value === null ||
  (typeof value === 'object' &&
    'answers' in value &&
    typeof value.answers === 'object' &&
    value.answers !== null)

export const phoneFirm = persisted<PhoneFirm | null>('hutang.policy-firm', null, isFirm)

/** More answers of the same enterprise; null makes one unknown again. */
export function keepAnswers(more: EnterpriseAnswers): void {
  const held = phoneFirm.get()
  phoneFirm.set({ ...held, answers: { ...held?.answers, ...more } })
}

/** Which of one's own enterprises is looked at on this phone. */
export const chosenFirm = persisted<string | null>(
  'hutang.policy-chosen',
  null,
  (value): value is string | null => value === null || typeof value === 'string',
)
