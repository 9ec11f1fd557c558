import type { EnterpriseAnswers } from '@hutang/shared/contract'

export interface AnswerProps {
  busy: boolean
  onAnswer: (answers: EnterpriseAnswers) => void
}
