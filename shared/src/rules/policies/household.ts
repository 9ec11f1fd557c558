import { type EvaluateOptions, evaluateFor, type MatchedPolicy, personSubject } from './evaluate'
import { policyField } from './fields'
import type { Facts, Matched, Outcome, Rule } from './types'
import { fieldsOfRule } from './walk'

/** What somebody entered on their own phone about the household and its people. It is never sent anywhere. */
export interface HouseholdAnswers {
  household: Facts
  people: readonly { /** 我, 老伴, 大儿子. */ called: string; facts: Facts }[]
}

/** `called`: who of the household it is for; null where it is for the household as a whole. */
export interface HouseholdMatch {
  called: string | null
  matched: Matched
}

/** Whether a rule is about somebody of the household, and not about the household alone. */
export const asksOfPerson = (rule: Rule): boolean =>
  fieldsOfRule(rule).some((name) => policyField('household', name)?.of === 'person')

const order: Record<Outcome, number> = { eligible: 0, possible: 1, received: 2, notEligible: 3 }

/** Who of a household a policy fits, the surest first. A policy that asks nothing of a person is matched once. */
export function evaluateHousehold(
  policy: MatchedPolicy,
  { household, people }: HouseholdAnswers,
  day: string,
  options: EvaluateOptions = {},
): HouseholdMatch[] {
  const match = (called: string | null, person: Facts): HouseholdMatch => ({
    called,
    matched: evaluateFor(policy, personSubject(household, person), day, options),
  })
  if (!asksOfPerson(policy.rule) || people.length === 0) return [match(null, {})]
  return people
    .map(({ called, facts }) => match(called, facts))
    .sort((a, b) => order[a.matched.outcome] - order[b.matched.outcome])
}
