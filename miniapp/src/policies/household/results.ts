import type { HouseholdPolicy } from '@hutang/shared/contract'
import {
  evaluateHousehold,
  type HouseholdAnswers,
  type HouseholdMatch,
  type HouseholdQuestion,
  householdQuestions,
  type MatchedPolicy,
  mostOf,
  type Outcome,
  policyField,
  reasonsAgainst,
  requirementWords,
  sumWords,
} from '@hutang/shared/rules'

export interface Result {
  policy: HouseholdPolicy
  outcome: Outcome
  /** Who of the household it is for; empty: the household as a whole. */
  who: string[]
  /** 最高2万元, where what was entered tells it; else as the document says it. */
  amount: string
  /** What is asked and is not met; of what may fit, what is still to be said. */
  against: string[]
  missing: string[]
}

export const matchedOf = (policy: HouseholdPolicy): MatchedPolicy => ({
  key: policy.line.id,
  rule: policy.rule,
  repeat: policy.repeat,
  excludes: policy.excludes,
  window: policy.window,
  availability: policy.availability,
})

/** Fields that a sum is reckoned by: their number is typed, a range would not do. */
export const reckoned = (policies: readonly HouseholdPolicy[]): ReadonlySet<string> =>
  new Set(
    policies.flatMap(({ amount }) =>
      amount.kind === 'share' ? [amount.of] : amount.kind === 'perUnit' ? [amount.field] : [],
    ),
  )

function amountText(policy: HouseholdPolicy, { household, people }: HouseholdAnswers, called: string | null) {
  const facts = { ...household, ...people.find((one) => one.called === called)?.facts }
  const { amount } = policy
  if (amount.kind === 'share' || amount.kind === 'perUnit' || amount.kind === 'byValue') {
    const most = mostOf(amount, facts)
    if (most !== null) return `大约 ${sumWords(most)}`
  }
  return policy.line.amount
}

/** What is asked, without what somebody entered: it may stand for a whole range. */
const requirements = (policy: HouseholdPolicy, { matched }: HouseholdMatch): string[] => [
  ...new Set(reasonsAgainst(policy.rule, matched).map((one) => requirementWords(one))),
]

const titlesOf = ({ matched }: HouseholdMatch): string[] =>
  matched.open.flatMap((name) => policyField('household', name)?.title ?? [])

function resultOf(policy: HouseholdPolicy, answers: HouseholdAnswers, day: string): Result {
  const matches = evaluateHousehold(matchedOf(policy), answers, day)
  const [best] = matches
  const outcome = best?.matched.outcome ?? 'possible'
  const same = matches.filter(({ matched }) => matched.outcome === outcome)
  return {
    policy,
    outcome,
    who: same.flatMap(({ called }) => called ?? []),
    amount: amountText(policy, answers, best?.called ?? null),
    against: best ? requirements(policy, best) : [],
    missing: best ? titlesOf(best) : [],
  }
}

/** Everything that there is for the household, the surest first. */
export const resultsOf = (
  policies: readonly HouseholdPolicy[],
  answers: HouseholdAnswers,
  day: string,
): Result[] => policies.map((policy) => resultOf(policy, answers, day))

export const keyOf = ({ person, name }: Pick<HouseholdQuestion, 'person' | 'name'>): string =>
  `${person ?? 'all'} ${name}`

/** The next question that was not passed over. */
export const nextQuestion = (
  policies: readonly HouseholdPolicy[],
  answers: HouseholdAnswers,
  passed: readonly string[],
  day: string,
): HouseholdQuestion | undefined =>
  householdQuestions(policies.map(matchedOf), answers, day).find((one) => !passed.includes(keyOf(one)))

const shortest = 3

/** The longest run of signs that both have. */
function common(a: string, b: string): number {
  let best = 0
  for (let from = 0; from < a.length; from++)
    for (let to = from + best + 1; to <= a.length && b.includes(a.slice(from, to)); to++) best = to - from
  return best
}

const plain = (text: string): string => text.replace(/[（(].*?[)）]|示例|[、，。：]/g, '')

/** The item of 民生保障 under which the village publishes who receives it, by the words that both names share. */
export function itemFor<T extends { name: string }>(title: string, items: readonly T[]): T | undefined {
  const ranked = items
    .map((item) => ({ item, shared: common(plain(title), plain(item.name)) }))
    .sort((a, b) => b.shared - a.shared)
  const [first, second] = ranked
  return first && first.shared >= shortest && first.shared > (second?.shared ?? 0) ? first.item : undefined
}
