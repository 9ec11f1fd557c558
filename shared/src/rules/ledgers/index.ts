export {
  asksBalance,
  ledgerReasons,
  ledgerWarnings,
  type Neighbour,
  partProblems,
  rowWarnings,
} from './balance'
export { budgetLines, budgetSentence } from './budget'
export { byWords, figuresOf, inOrder, kindsOf, noFigures, type Shown, sidesOf } from './figures'
export { ledgerLines, periodKindOf, periodName } from './lines'
export { firstProposal, nextPeriod, periodChoices, proposalOf } from './proposals'
export { differencesOf, periodSentence, wholeSentence } from './sentences'
export { type PeriodFigures, sumKey, together } from './together'
export {
  columnOvers,
  columnParts,
  type LedgerColumn,
  type LedgerItem,
  type LedgerPlace,
  type LedgerRule,
  type RowCheck,
} from './types'
export { bodyName, figureWords, moneyWords, shortPeriod, unitOf, withoutUnit } from './words'
