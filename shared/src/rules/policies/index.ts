export * from './amounts'
export * from './credit-code'
export { daysFrom, dayWords, isPolicyDate, monthsFrom, plusDays, plusMonths, shortDayWords } from './dates'
export * from './document-number'
export { figureDoubts } from './doubts'
export * from './evaluate'
export { factsOf, householdFacts, keptAnswer, staleFields } from './facts'
export { anyPolicyField, askedFields, policyField, policyFields } from './fields'
export type { FieldKind, PolicyField } from './fields.types'
export { kindWords, produceCertificates, qualificationWords, sizeWords } from './fields-enterprise'
export * from './household'
export * from './household-questions'
export { industryCode, industryIn } from './industry-code'
export * from './kind-words'
export * from './objections'
export { openFields } from './open-fields'
export * from './outcome-words'
export * from './profile-change'
export * from './profile-problems'
export { valueProblem } from './profile-values'
export { type QuestionGroup, questionGroupOf, questionGroups, tickedFacts } from './question-groups'
export { type PolicyQuestion, policyQuestions, questionWords } from './questions'
export { type NumberRange, numberRanges } from './ranges'
export * from './readiness'
export * from './rule-problems'
export { conditionWords, type NameOfCode, sayCondition, sayValue } from './say'
export { type Sentence, sentencesOf } from './sentences'
export { type SizeAnswer, type SizeFigures, sizeOf } from './sizes'
export { type SuggestedCondition, searchedFields, suggestCondition } from './suggest'
export { sumWords } from './sum-words'
export { conditionTruth, hardTruth, not, ruleTruth } from './truth'
export * from './types'
export {
  conditionsOf,
  fieldsOfRule,
  isCondition,
  type Join,
  joined,
  type PlacedCondition,
  type RuleNode,
} from './walk'
export * from './windows'
export * from './working-days'
