import type { PolicyView } from '@hutang/shared/contract'
import { conditionsOf, conditionWords } from '@hutang/shared/rules'

/** What the document asks, sentence by sentence, each once. */
export const conditionsOfDocument = ({ content }: Pick<PolicyView, 'content'>): string[] => [
  ...new Set(
    conditionsOf(content.rule).map(
      ({ condition }) => `${condition.hard ? '' : '优先：'}${conditionWords(condition)}`,
    ),
  ),
]
