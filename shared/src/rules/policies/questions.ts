import { type MatchedPolicy, openQuestions, outcomeOf, type Subject } from './evaluate'
import { anyPolicyField, askedFields } from './fields'
import { questionGroupOf, questionGroups, tickedFacts } from './question-groups'
import type { Condition, Facts, FactValue } from './types'
import { conditionsOf } from './walk'

export interface PolicyQuestion {
  /** A field, or a group of them that is asked at once. */
  name: string
  question: string
  /** The field itself; of a group, those that are open: ticked where they are so (`tickedFacts`). */
  fields: string[]
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

interface Unsettled {
  policy: MatchedPolicy
  open: readonly string[]
}

/** An answer of ticks: none, each alone, all. */
const waysToTick = (fields: readonly string[]): Facts[] => [
  tickedFacts(fields, []),
  ...fields.slice(0, mostSamples).map((field) => tickedFacts(fields, [field])),
  tickedFacts(fields, fields),
]

function waysOf({ name, fields }: Asked, concerned: readonly Unsettled[]): Facts[] {
  if (isGroup(name)) return waysToTick(fields)
  const about = new Map<string, Condition[]>()
  for (const { policy } of concerned)
    for (const { condition } of conditionsOf(policy.rule))
      if (askedFields(condition.field).includes(name))
        about.set(condition.field, [...(about.get(condition.field) ?? []), condition])
  return waysToAnswer(about)
}

/** As if this were known too. */
function supposing(subject: Subject, more: Facts): Subject {
  const supposed = new Map<string, Facts>()
  return {
    ...subject,
    at: (day) => {
      const facts = supposed.get(day) ?? { ...subject.at(day), ...more }
      supposed.set(day, facts)
      return facts
    },
  }
}

/** How many unknowns an answer leaves no more, over all policies, on the average of the answers that the rules tell apart. */
function settledOnAverage(
  asked: Asked,
  concerned: readonly Unsettled[],
  subject: Subject,
  day: string,
): number {
  const ways = waysOf(asked, concerned)
  const before = concerned.reduce((sum, { open }) => sum + open.length, 0)
  const after = ways.map((way) => {
    const supposed = supposing(subject, way)
    return concerned.reduce((sum, { policy }) => sum + openQuestions(policy, supposed, day).length, 0)
  })
  return before - after.reduce((sum, one) => sum + one, 0) / Math.max(1, ways.length)
}

interface Asked {
  name: string
  fields: string[]
}

const isGroup = (name: string): boolean => questionGroups.some((group) => group.name === name)

/** Open fields as they are asked: of a group at once, where more than one of it is open. */
function askedTogether(open: readonly string[]): Asked[] {
  const asked = new Map<string, string[]>()
  for (const field of open) {
    const name = questionGroupOf(field)?.name ?? field
    asked.set(name, [...(asked.get(name) ?? []), field])
  }
  return [...asked].map(([name, fields]) =>
    fields.length === 1 ? { name: fields[0] ?? name, fields } : { name, fields },
  )
}

const questionOf = (name: string): string =>
  questionGroups.find((group) => group.name === name)?.question ?? anyPolicyField(name)?.question ?? ''

/** Whether the answer decides the policy, whatever it is: how much there is of what was ticked is another question. */
const settlesAlone = ({ name, fields }: Asked, open: readonly string[]): boolean =>
  open.every((field) => fields.includes(field) && (!isGroup(name) || anyPolicyField(field)?.kind === 'yesNo'))

/** So many policies are looked at for the order, and so many questions are tried. */
const mostTried = { policies: 300, questions: 12 }

/**
 * The questions that are still open over many policies, those first that settle most. Only what is possible is asked for:
 * a policy that is decided asks nothing any more.
 */
export const policyQuestions = (
  policies: readonly MatchedPolicy[],
  subject: Subject,
  day: string,
): PolicyQuestion[] => rankedQuestions(policies, subject, day).map(({ question }) => question)

/** The same with how many unknowns an answer settles on the average. */
export function rankedQuestions(
  policies: readonly MatchedPolicy[],
  subject: Subject,
  day: string,
): { question: PolicyQuestion; settled: number }[] {
  const unsettled = policies
    .filter((policy) => outcomeOf(policy, subject, day) === 'possible')
    .map((policy) => ({ policy, open: openQuestions(policy, subject, day) }))
  return askedTogether([...new Set(unsettled.flatMap(({ open }) => open))])
    .map((asked) => {
      const concerned = unsettled.filter(({ open }) => open.some((field) => asked.fields.includes(field)))
      const weight = concerned.reduce((sum, { open }) => sum + 1 / open.length, 0)
      return { asked, concerned, weight }
    })
    .sort((a, b) => b.weight - a.weight)
    .map((one, at) => ({
      ...one,
      settled:
        at < mostTried.questions
          ? settledOnAverage(one.asked, one.concerned.slice(0, mostTried.policies), subject, day)
          : 0,
    }))
    .sort((a, b) => b.settled - a.settled)
    .map(({ asked, concerned, settled }) => ({
      settled,
      question: {
        ...asked,
        question: questionOf(asked.name),
        policies: concerned.map(({ policy }) => policy.key),
        settles: concerned.flatMap(({ policy, open }) => (settlesAlone(asked, open) ? [policy.key] : [])),
      },
    }))
}

/** 再答这1个问题，4项政策就清楚。 */
export const questionWords = ({ policies, settles }: PolicyQuestion): string =>
  settles.length > 0
    ? `再答这1个问题，${settles.length}项政策就清楚。`
    : `这个问题关系到${policies.length}项政策。`
