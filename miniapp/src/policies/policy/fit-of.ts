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
  reasonsAgainst,
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
  const views = new Map(matched.conditions.map((one) => [one.condition, viewOf(one, names)]))
  const against = reasonsAgainst(content.rule, matched).flatMap(({ condition }) => views.get(condition) ?? [])
  const { id: key } = policy
  return {
    words:
      matched.outcome === 'notEligible'
        ? wordsAgainst(against)
        : outcomeWords(matched, { key, rule: content.rule, way: content.way, status, day: pack.day, names }),
    conditions: [...views.values()],
  }
}

const mostReasons = 2

/** 目前不符合：要求流转面积50亩以上，您填的是32亩。 */
function wordsAgainst(against: readonly PackageCondition[]): string {
  const said = against
    .slice(0, mostReasons)
    .map(({ text, own }) => `要求${text}${own === null || own === filled ? '' : `，您填的是${own}`}`)
  const more = against.length > mostReasons ? `；还有${against.length - mostReasons}条` : ''
  return `目前不符合：${said.join('；')}${more}。`
}

/** In place of a code that the phone has no name for. */
const filled = '已填'

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
    own: isCode && own !== null ? filled : own,
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
