import { plusMonths, yearOf } from './dates'
import { factsOf, householdFacts } from './facts'
import { openFields } from './open-fields'
import { type NameOfCode, sayValue } from './say'
import { conditionTruth, not, ruleTruth } from './truth'
import type {
  Availability,
  Condition,
  EnterpriseProfile,
  Facts,
  Matched,
  Outcome,
  PolicyContent,
  ReceivedPolicy,
  Truth,
} from './types'
import { conditionsOf } from './walk'

/** What of a policy decides a match. */
export interface MatchedPolicy extends Pick<PolicyContent, 'rule' | 'repeat' | 'excludes' | 'window'> {
  key: string
  availability?: Pick<Availability, 'extendedTo'>
}

/** Who is matched: what is known on a day, and what was had. Made once for many policies. */
export interface Subject {
  at(day: string): Facts
  received: readonly ReceivedPolicy[]
}

function remembered(factsAt: (day: string) => Facts): Subject['at'] {
  const days = new Map<string, Facts>()
  return (day) => {
    const had = days.get(day)
    if (had) return had
    const facts = factsAt(day)
    if (days.size < 64) days.set(day, facts)
    return facts
  }
}

/** What was received and is not known counts as not received: who decides sees it in the office's own list. */
export const subjectOf = (profile: EnterpriseProfile): Subject => ({
  at: remembered((day) => factsOf(profile, day)),
  received: profile.received ?? [],
})

/** One of the people of a household, for the policies that are for villagers. */
export const personSubject = (household: Facts, person: Facts): Subject => ({
  at: remembered((day) => householdFacts(household, person, day)),
  received: [],
})

/** The last day on which it may be applied for, as it was moved; null where there is none. */
export const lastApplyDay = ({ window, availability }: Pick<MatchedPolicy, 'window' | 'availability'>) =>
  window.kind === 'dates' ? (availability?.extendedTo ?? window.to) : null

/** The facts that a condition is held against. */
const factsFor = (policy: MatchedPolicy, subject: Subject, day: string) => {
  const last = lastApplyDay(policy)
  const now = subject.at(day)
  // A window that is over is judged by its last day too.
  return ({ on }: Condition): Facts => (on === 'windowEnd' && last !== null ? subject.at(last) : now)
}

/** The first day on which it may be had again; null: never. A day that has come is no hindrance. */
function againAfter({ repeat }: MatchedPolicy, { on }: ReceivedPolicy): string | null {
  if (repeat.kind === 'yearly') return `${yearOf(on) + 1}-01-01`
  return repeat.kind === 'years' ? plusMonths(on, 12 * repeat.years) : null
}

interface Had {
  had: ReceivedPolicy | null
  again: string | null
  /** It stands in the way today. */
  blocks: boolean
}

/**
 * What was had, of the policy or of one that it excludes, counts until the policy may be had again. Where it may be had
 * without limit (so much for each machine, each person), it is only told.
 */
function whatWasHad(policy: MatchedPolicy, { received }: Subject, day: string): Had {
  let told: Had = { had: null, again: null, blocks: false }
  for (const one of received) {
    const own = one.policy === policy.key
    if (one.on > day || (!own && !policy.excludes.includes(one.policy))) continue
    if (policy.repeat.kind === 'unlimited') {
      if (!own) told = { had: one, again: null, blocks: false }
      continue
    }
    const again = againAfter(policy, one)
    if (again !== null && again <= day) continue
    if (again === null) return { had: one, again, blocks: true }
    if (told.again === null || again > told.again) told = { had: one, again, blocks: true }
  }
  return told
}

/** Whether what was had stands in the way on a day. */
export const blockedBy = (policy: MatchedPolicy, received: readonly ReceivedPolicy[], day: string): boolean =>
  whatWasHad(policy, { at: () => ({}), received }, day).blocks

const outcomes: Record<Truth, Outcome> = { met: 'eligible', unknown: 'possible', unmet: 'notEligible' }

/** The outcome alone, for many at once: it stops as soon as it is decided, and says nothing in words. */
export function outcomeOf(policy: MatchedPolicy, subject: Subject, day: string): Outcome {
  if (subject.received.length > 0 && whatWasHad(policy, subject, day).blocks) return 'received'
  const facts = factsFor(policy, subject, day)
  return outcomes[ruleTruth(policy.rule, (condition) => conditionTruth(condition, facts(condition)))]
}

/** The questions that are open for somebody, whatever was received. */
export function openQuestions(policy: MatchedPolicy, subject: Subject, day: string): string[] {
  const facts = factsFor(policy, subject, day)
  return openFields(policy.rule, (condition) => conditionTruth(condition, facts(condition)))
}

export interface EvaluateOptions {
  names?: NameOfCode
}

/** Whether a policy fits somebody on a day, with each condition beside what is known of them. */
export function evaluateFor(
  policy: MatchedPolicy,
  subject: Subject,
  day: string,
  { names }: EvaluateOptions = {},
): Matched {
  const facts = factsFor(policy, subject, day)
  const truthOf = (condition: Condition): Truth => conditionTruth(condition, facts(condition))
  const { had, again, blocks } = whatWasHad(policy, subject, day)
  const outcome = blocks ? 'received' : outcomes[ruleTruth(policy.rule, truthOf)]
  return {
    outcome,
    conditions: conditionsOf(policy.rule).map(({ condition, none }) => {
      const own = facts(condition)[condition.field]
      const truth = truthOf(condition)
      return {
        condition,
        none,
        truth: none ? not(truth) : truth,
        own: own === undefined ? null : sayValue(condition.field, own, names),
      }
    }),
    open: outcome === 'possible' ? openFields(policy.rule, truthOf) : [],
    again,
    had,
  }
}

/** The same for an enterprise. */
export const evaluate = (
  policy: MatchedPolicy,
  profile: EnterpriseProfile,
  day: string,
  options: EvaluateOptions = {},
): Matched => evaluateFor(policy, subjectOf(profile), day, options)
