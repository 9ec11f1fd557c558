import { anyPolicyField } from './fields'
import type { FieldKind } from './fields.types'
import { industryIn } from './industry-code'
import type { Condition, Facts, FactValue, Rule, Truth } from './types'
import { isCondition, joined, type RuleNode } from './walk'

/** Three-valued logic after Kleene: what is not known is neither, and is passed over where it cannot matter. */
export const not = (truth: Truth): Truth =>
  truth === 'met' ? 'unmet' : truth === 'unmet' ? 'met' : 'unknown'

const truthOf = (met: boolean): Truth => (met ? 'met' : 'unmet')

type Value = Condition['value']

/** One of several codes or choices, however it was written. */
const asList = (value: Value | FactValue): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : []

/** A choice that is a list is one of those listed, not known which. */
function choiceIn(own: FactValue, asked: readonly string[]): Truth {
  if (typeof own === 'string') return truthOf(asked.includes(own))
  const possible = asList(own)
  const within = possible.filter((one) => asked.includes(one)).length
  return within === 0 ? 'unmet' : within === possible.length ? 'met' : 'unknown'
}

/** A region in another: a place that is known less exactly than is asked is not known to lie in it. */
const regionIn = (code: string, within: string): Truth =>
  code.startsWith(within) ? 'met' : within.startsWith(code) ? 'unknown' : 'unmet'

/** At least one of the subject's codes lies in one of those asked. */
function codeIn(field: string, own: FactValue, asked: readonly string[]): Truth {
  const lies = field === 'industry' ? industryIn : regionIn
  let found: Truth = 'unmet'
  for (const code of asList(own))
    for (const within of asked) {
      const truth = lies(code, within)
      if (truth === 'met') return 'met'
      if (truth === 'unknown') found = 'unknown'
    }
  return found
}

function compare(op: Condition['op'], own: number, asked: Value): Truth {
  if (op === 'between') {
    const [from, to] = Array.isArray(asked) ? asked : []
    return typeof from === 'number' && typeof to === 'number' ? truthOf(own >= from && own <= to) : 'unknown'
  }
  if (typeof asked !== 'number') return 'unknown'
  switch (op) {
    case 'gte':
      return truthOf(own >= asked)
    case 'gt':
      return truthOf(own > asked)
    case 'lte':
      return truthOf(own <= asked)
    case 'lt':
      return truthOf(own < asked)
    default:
      return 'unknown'
  }
}

function compareText(kind: FieldKind, { field, op, value }: Condition, own: FactValue): Truth {
  const asked = asList(value)
  switch (op) {
    case 'in':
    case 'prefix':
      return kind === 'code' ? codeIn(field, own, asked) : choiceIn(own, asked)
    case 'has':
      return truthOf(asList(own).some((one) => asked.includes(one)))
    case 'hasNone':
      return truthOf(!asList(own).some((one) => asked.includes(one)))
    case 'before':
      return typeof own === 'string' && typeof value === 'string' ? truthOf(own <= value) : 'unknown'
    case 'after':
      return typeof own === 'string' && typeof value === 'string' ? truthOf(own >= value) : 'unknown'
    default:
      return 'unknown'
  }
}

/** Whether a condition is true of what is known. A field or a value that makes no sense leaves it unknown. */
export function conditionTruth(condition: Condition, facts: Facts): Truth {
  const own = facts[condition.field]
  if (own === undefined) return 'unknown'
  if (typeof own === 'number') return compare(condition.op, own, condition.value)
  if (typeof own === 'boolean')
    return condition.op === 'is' && typeof condition.value === 'boolean'
      ? truthOf(own === condition.value)
      : 'unknown'
  const field = anyPolicyField(condition.field)
  return field ? compareText(field.kind, condition, own) : 'unknown'
}

/**
 * The truth of a rule as far as it is hard; null where nothing hard is in it, which asks for nothing. It stops at the first
 * member that decides.
 */
export function hardTruth(node: RuleNode, truthOf: (condition: Condition) => Truth): Truth | null {
  if (isCondition(node)) return node.hard ? truthOf(node) : null
  const { join, members } = joined(node)
  const decides: Truth = join === 'all' ? 'unmet' : 'met'
  let found: Truth | null = null
  for (const member of members) {
    const truth = hardTruth(member, truthOf)
    if (truth === null) continue
    if (truth === decides) {
      found = truth
      break
    }
    if (found !== 'unknown') found = truth
  }
  return join === 'none' && found !== null ? not(found) : found
}

/** Whether a rule is met, in the three values. A rule that asks for nothing hard is met. */
export const ruleTruth = (rule: Rule, truthOf: (condition: Condition) => Truth): Truth =>
  hardTruth(rule, truthOf) ?? 'met'
