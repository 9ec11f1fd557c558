import { anyPolicyField, askedFields } from './fields'
import { conditionTruth, hardTruth, ruleTruth } from './truth'
import type { Condition, FactValue, Rule, Truth } from './types'
import { isCondition, joined, type RuleNode } from './walk'

type TruthOf = (condition: Condition) => Truth

/** The hard conditions that are not known and still matter: nothing else decides the group that they stand in. */
function pending(node: RuleNode, truthOf: TruthOf): Condition[] {
  if (hardTruth(node, truthOf) !== 'unknown') return []
  return isCondition(node) ? [node] : joined(node).members.flatMap((member) => pending(member, truthOf))
}

const numbersIn = ({ value }: Condition): number[] =>
  typeof value === 'number'
    ? [value]
    : Array.isArray(value)
      ? value.filter((one) => typeof one === 'number')
      : []

/** Values that stand for all that the field may have, as far as the conditions tell them apart; null: too many ways. */
function samples(field: string, conditions: readonly Condition[]): FactValue[] | null {
  switch (anyPolicyField(field)?.kind) {
    case 'yesNo':
      return [true, false]
    case 'choice':
      return anyPolicyField(field)?.choices?.map(({ value }) => value) ?? null
    case 'integer':
    case 'money':
    case 'area':
    case 'permille':
    case 'months':
    case 'years':
      return conditions.flatMap(numbersIn).flatMap((at) => [at - 0.001, at, at + 0.001])
    default:
      return null
  }
}

type Answer = ReadonlyMap<Condition, Truth>

/** Every way in which the conditions on one question can turn out, and none that is missing. */
function answersTo(conditions: readonly Condition[]): Answer[] {
  const fields = new Set(conditions.map(({ field }) => field))
  const [field = ''] = fields
  const values = fields.size === 1 ? samples(field, conditions) : null
  if (values)
    return values.map(
      (value) => new Map(conditions.map((one) => [one, conditionTruth(one, { [field]: value })])),
    )
  return conditions.reduce<Answer[]>(
    (ways, one) =>
      ways.flatMap((way) => [new Map([...way, [one, 'met']]), new Map([...way, [one, 'unmet']])]),
    [new Map()],
  )
}

const mostWays = 2_000

/** Whether the rule is decided whatever these questions are answered. */
function settles(rule: Rule, truthOf: TruthOf, asked: readonly (readonly Condition[])[]): boolean {
  const answers = asked.map(answersTo)
  if (answers.reduce((ways, one) => ways * one.length, 1) > mostWays) return false
  const decided = (at: number, known: Answer): boolean => {
    const here = answers[at]
    if (!here) return ruleTruth(rule, (one) => known.get(one) ?? truthOf(one)) !== 'unknown'
    return here.every((answer) => decided(at + 1, new Map([...known, ...answer])))
  }
  return decided(0, new Map())
}

const mostShared = 8

/**
 * The questions whose answers decide a rule that is not decided, whatever they are: the fewest, in the document's order.
 * A question can be left out only where another one decides more than one condition.
 */
export function openFields(rule: Rule, truthOf: TruthOf): string[] {
  const byQuestion = new Map<string, Condition[]>()
  for (const condition of pending(rule, truthOf))
    for (const field of askedFields(condition.field))
      byQuestion.set(field, [...(byQuestion.get(field) ?? []), condition])
  const left = new Map(byQuestion)
  const shared = [...byQuestion.values()].some((conditions) => conditions.length > 1)
  if (!shared || byQuestion.size > mostShared) return [...left.keys()]
  const rarest = [...byQuestion].sort(([, a], [, b]) => a.length - b.length)
  for (const [field, conditions] of rarest) {
    left.delete(field)
    if (!settles(rule, truthOf, [...left.values()])) left.set(field, conditions)
  }
  return [...byQuestion.keys()].filter((field) => left.has(field))
}
