import type {
  EnterpriseLine,
  PackageCondition,
  PackageQuestion,
  PolicyPackage,
  PolicyView,
} from '@hutang/shared/contract'
import {
  type ConditionResult,
  conditionWords,
  evaluate,
  type Matched,
  type NameOfCode,
  outcomeWords,
  policyField,
  policyQuestions,
  questionWords,
  requirementWords,
  subjectOf,
} from '@hutang/shared/rules'

export interface Fits {
  /** Whether it fits, as a sentence. */
  words: string
  conditions: PackageCondition[]
}

/**
 * As the package says it. What does not fit is not in the package: that is reckoned here, by the same rules, from what the
 * package knows of the enterprise.
 */
export function fitOf(policy: PolicyView, pack: PolicyPackage, firm: EnterpriseLine | null): Fits {
  const entry = pack.entries.find((one) => one.policy.id === policy.id)
  if (entry && policy.isCurrent) return entry
  const { content, status } = policy
  const names = namesOf(firm)
  const matched = matchedOf(policy, pack)
  return {
    words: outcomeWords(matched, {
      ...{ key: policy.id, rule: content.rule, way: content.way, status, day: pack.day, names },
    }),
    conditions: matched.conditions.map((one) => viewOf(one, names)),
  }
}

const matchable = ({ id, content, availability }: PolicyView) => ({
  ...{ key: id, rule: content.rule, repeat: content.repeat, excludes: content.excludes },
  ...{ window: content.window, availability },
})

const matchedOf = (policy: PolicyView, { known, day }: PolicyPackage): Matched =>
  evaluate(matchable(policy), known, day)

/** The phone has no list of industries: a code is said by the sentence of the document alone. */
const namesOf =
  (firm: EnterpriseLine | null): NameOfCode =>
  (_field, code) =>
    firm?.region.code === code ? firm.region.name : undefined

function viewOf(result: ConditionResult, names: NameOfCode): PackageCondition {
  const { condition, own, truth } = result
  const isCode = policyField('enterprise', condition.field)?.kind === 'code'
  const source = conditionWords(condition, names)
  return {
    text: isCode ? source.replace(/。$/, '') : requirementWords(result, names),
    source,
    own: isCode && own !== null ? '已填' : own,
    truth,
    hard: condition.hard,
  }
}

/** The questions that settle this policy, the best first. */
export const questionsFor = (policy: PolicyView, { known, day }: PolicyPackage): PackageQuestion[] =>
  policyQuestions([matchable(policy)], subjectOf(known), day).map((one) => ({
    ...{ name: one.name, question: one.question, fields: one.fields, words: questionWords(one) },
    ...{ policies: one.policies.length, settles: one.settles.length },
  }))
