import type { Condition, Rule } from './types'

export type RuleNode = Rule | Condition

export const joins = ['all', 'any', 'none'] as const
export type Join = (typeof joins)[number]

export const isCondition = (node: RuleNode): node is Condition => 'field' in node

/** How a rule joins its members, and the members. */
export function joined(rule: Rule): { join: Join; members: readonly RuleNode[] } {
  if ('all' in rule) return { join: 'all', members: rule.all }
  return 'any' in rule ? { join: 'any', members: rule.any } : { join: 'none', members: rule.none }
}

/** A condition where it stands: `all.0.any.2`, and whether what is asked there is that it is not so. */
export interface PlacedCondition {
  condition: Condition
  path: string
  none: boolean
}

function* walk(node: RuleNode, path: string, none: boolean): Generator<PlacedCondition> {
  if (isCondition(node)) {
    yield { condition: node, path, none }
    return
  }
  const { join, members } = joined(node)
  for (const [at, member] of members.entries())
    yield* walk(member, `${path}${path && '.'}${join}.${at}`, none !== (join === 'none'))
}

/** Every condition of a rule, in the document's order. */
export const conditionsOf = (rule: Rule): PlacedCondition[] => [...walk(rule, '', false)]

/** The fields that a rule is about, each once. */
export const fieldsOfRule = (rule: Rule): string[] => [
  ...new Set(conditionsOf(rule).map(({ condition }) => condition.field)),
]
