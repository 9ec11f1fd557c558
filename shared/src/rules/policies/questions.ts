import { type MatchedPolicy, outcomeOf, type Subject } from './evaluate'
import { anyPolicyField, askedFields } from './fields'
import { openFields } from './open-fields'
import { conditionTruth } from './truth'
import type { Condition, Facts, FactValue } from './types'
import { conditionsOf } from './walk'

export interface PolicyQuestion {
  field: string
  question: string
  /** Policies that cannot be told without it. */
  policies: string[]
  /** Of these, the policies that it settles alone, whatever the answer. */
  settles: string[]
}

/** Codes and choices that a rule names, and one that none does. */
const elsewhere = '—'
const mostSamples = 12

function valuesIn(field: string, conditions: readonly Condition[]): FactValue[] {
  const known = anyPolicyField(field)
  const named: (string | number)[] = [
    ...new Set(
      conditions.flatMap(({ value }) =>
        typeof value === 'object' ? [...value] : typeof value === 'boolean' ? [] : [value],
      ),
    ),
  ]
  switch (known?.kind) {
    case 'yesNo':
      return [true, false]
    case 'choice':
      return known.choices?.map(({ value }) => value) ?? []
    case 'code':
      return [...named.filter((one) => typeof one === 'string').map((one) => [one]), [elsewhere]]
    case 'set':
      return [...named.filter((one) => typeof one === 'string').map((one) => [one]), []]
    case 'date':
      return [...named, '1900-01-01', '2199-12-31']
    default:
      return named.flatMap((one) => (typeof one === 'number' ? [one - 1, one + 1] : []))
  }
}

/** What may become known by an answer: each way as facts to be laid over what is known. */
function waysToAnswer(fields: ReadonlyMap<string, readonly Condition[]>): Facts[] {
  const values = [...fields].map(([field, conditions]) => ({ field, samples: valuesIn(field, conditions) }))
  const most = Math.min(mostSamples, Math.max(...values.map(({ samples }) => samples.length)))
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(
      values.map(({ field, samples }) => [
        field,
        samples[Math.floor((at * samples.length) / most)] ?? elsewhere,
      ]),
    ),
  )
}

const supposing = (subject: Subject, more: Facts): Subject => ({
  ...subject,
  at: (day) => ({ ...subject.at(day), ...more }),
})

interface Unsettled {
  policy: MatchedPolicy
  open: readonly string[]
}

/** Policies that an answer settles, on the average of the answers that the rules tell apart. */
function settledOnAverage(
  field: string,
  concerned: readonly Unsettled[],
  subject: Subject,
  day: string,
): number {
  const about = new Map<string, Condition[]>()
  for (const { policy } of concerned)
    for (const { condition } of conditionsOf(policy.rule))
      if (askedFields(condition.field).includes(field))
        about.set(condition.field, [...(about.get(condition.field) ?? []), condition])
  const ways = waysToAnswer(about)
  const settled = ways.map((way) => {
    const supposed = supposing(subject, way)
    return concerned.filter(({ policy }) => outcomeOf(policy, supposed, day) !== 'possible').length
  })
  return settled.reduce((sum, one) => sum + one, 0) / Math.max(1, ways.length)
}

/** So many policies are looked at for the order, and so many questions are tried. */
const mostTried = { policies: 300, questions: 12 }

/**
 * The questions that are still open over many policies, those first that settle most. Only what is possible is asked for:
 * a policy that is decided asks nothing any more.
 */
export function policyQuestions(
  policies: readonly MatchedPolicy[],
  subject: Subject,
  day: string,
): PolicyQuestion[] {
  const facts = subject.at(day)
  const unsettled = policies
    .filter((policy) => outcomeOf(policy, subject, day) === 'possible')
    .map((policy) => ({
      policy,
      open: openFields(policy.rule, (condition) => conditionTruth(condition, facts)),
    }))
  const byField = new Map<string, Unsettled[]>()
  for (const one of unsettled)
    for (const field of one.open) byField.set(field, [...(byField.get(field) ?? []), one])
  const weight = (concerned: readonly Unsettled[]) =>
    concerned.reduce((sum, { open }) => sum + 1 / open.length, 0)
  return [...byField]
    .map(([field, concerned]) => ({ field, concerned, weight: weight(concerned) }))
    .sort((a, b) => b.weight - a.weight)
    .map((one, at) => ({
      ...one,
      settled:
        at < mostTried.questions
          ? settledOnAverage(one.field, one.concerned.slice(0, mostTried.policies), subject, day)
          : 0,
    }))
    .sort((a, b) => b.settled - a.settled)
    .map(({ field, concerned }) => ({
      field,
      question: anyPolicyField(field)?.question ?? '',
      policies: concerned.map(({ policy }) => policy.key),
      settles: concerned.flatMap(({ policy, open }) => (open.length === 1 ? [policy.key] : [])),
    }))
}

/** 再答这1个问题，4项政策就清楚。 */
export const questionWords = ({ policies, settles }: PolicyQuestion): string =>
  settles.length > 0
    ? `再答这1个问题，${settles.length}项政策就清楚。`
    : `这个问题关系到${policies.length}项政策。`
