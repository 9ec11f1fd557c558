import {
  type Condition,
  conditionTruth,
  type FactValue,
  isCondition,
  joined,
  type MatchedPolicy,
  type Outcome,
  outcomeOf,
  type RuleNode,
  type Subject,
} from '@hutang/shared'

/** What must not turn out: a condition that is unmet, or one under 不得有 that is met. */
interface Must {
  condition: Condition
  none: boolean
}

/** What of a rule decides alone. Groups of which one is enough are left to the evaluation. */
function* mustsOf(node: RuleNode, none = false): Generator<Must> {
  if (isCondition(node)) {
    if (node.hard && node.on === undefined) yield { condition: node, none }
    return
  }
  const { join, members } = joined(node)
  const each = none ? join === 'any' : join !== 'any'
  if (each || members.length === 1)
    for (const member of members) yield* mustsOf(member, none !== (join === 'none'))
}

interface Bound {
  at: number
  /** The number itself fails too. */
  strict: boolean
  policy: number
}

/** Conditions on one field: of numbers by their bounds in order, of everything else each once with the policies that ask it. */
interface FieldIndex {
  least: Bound[]
  most: Bound[]
  others: Map<string, Must & { policies: number[] }>
}

/** A condition on a number as what it must be at least, at most; null where it is none, or lets in what lies outside. */
function boundsOf({
  condition: { op, value },
  none,
}: Must): { least?: Omit<Bound, 'policy'>; most?: Omit<Bound, 'policy'> } | null {
  if (op === 'between' && !none && Array.isArray(value)) {
    const [from, to] = value
    return typeof from === 'number' && typeof to === 'number'
      ? { least: { at: from, strict: false }, most: { at: to, strict: false } }
      : null
  }
  if (typeof value !== 'number') return null
  switch (op) {
    case 'gte':
      return none ? { most: { at: value, strict: true } } : { least: { at: value, strict: false } }
    case 'gt':
      return none ? { most: { at: value, strict: false } } : { least: { at: value, strict: true } }
    case 'lte':
      return none ? { least: { at: value, strict: true } } : { most: { at: value, strict: false } }
    case 'lt':
      return none ? { least: { at: value, strict: false } } : { most: { at: value, strict: true } }
    default:
      return null
  }
}

function addMust(index: FieldIndex, must: Must, policy: number): void {
  const bounds = boundsOf(must)
  if (bounds) {
    if (bounds.least) index.least.push({ ...bounds.least, policy })
    if (bounds.most) index.most.push({ ...bounds.most, policy })
    return
  }
  const { op, value } = must.condition
  const key = `${must.none} ${op} ${JSON.stringify(value)}`
  const had = index.others.get(key)
  if (had) had.policies.push(policy)
  else index.others.set(key, { ...must, policies: [policy] })
}

/** Strikes out whoever cannot be met by what is known of a field; the bounds are in order, so that it ends at the first that holds. */
function strike({ least, most, others }: FieldIndex, own: FactValue, field: string, out: Uint8Array): void {
  if (typeof own === 'number') {
    for (const { at, strict, policy } of least) {
      if (own > at || (own === at && !strict)) break
      out[policy] = 1
    }
    for (const { at, strict, policy } of most) {
      if (own < at || (own === at && !strict)) break
      out[policy] = 1
    }
  }
  for (const { condition, none, policies } of others.values()) {
    if (conditionTruth(condition, { [field]: own }) !== (none ? 'met' : 'unmet')) continue
    for (const policy of policies) out[policy] = 1
  }
}

/** The strictest first; of the same number that which the number itself fails. */
const byStrictness = (sign: number) => (a: Bound, b: Bound) =>
  sign * (b.at - a.at) || Number(b.strict) - Number(a.strict)

export interface PolicyIndex<P extends MatchedPolicy> {
  readonly policies: readonly P[]
  /** The policies that somebody may be eligible for, and those they have had: all others they are not. */
  candidates(subject: Subject, day: string): P[]
  /** Every policy that somebody is not simply not eligible for, with the outcome. */
  match(subject: Subject, day: string): { policy: P; outcome: Exclude<Outcome, 'notEligible'> }[]
}

/** Policies by what they must have: of five thousand only those are evaluated that a profile does not fail. */
export function policyIndex<P extends MatchedPolicy>(policies: readonly P[]): PolicyIndex<P> {
  const fields = new Map<string, FieldIndex>()
  /** Policies that something received may stand in the way of. */
  const against = new Map<string, number[]>()
  for (const [at, policy] of policies.entries()) {
    for (const must of mustsOf(policy.rule)) {
      const { field } = must.condition
      const index = fields.get(field) ?? { least: [], most: [], others: new Map() }
      addMust(index, must, at)
      fields.set(field, index)
    }
    for (const key of new Set([policy.key, ...policy.excludes]))
      against.set(key, [...(against.get(key) ?? []), at])
  }
  for (const { least, most } of fields.values()) {
    least.sort(byStrictness(1))
    most.sort(byStrictness(-1))
  }

  const candidates = (subject: Subject, day: string): P[] => {
    const facts = subject.at(day)
    const out = new Uint8Array(policies.length)
    for (const [field, index] of fields) {
      const own = facts[field]
      if (own !== undefined) strike(index, own, field, out)
    }
    for (const { policy } of subject.received) for (const at of against.get(policy) ?? []) out[at] = 0
    return policies.filter((_, at) => out[at] === 0)
  }

  return {
    policies,
    candidates,
    match: (subject, day) =>
      candidates(subject, day).flatMap((policy) => {
        const outcome = outcomeOf(policy, subject, day)
        return outcome === 'notEligible' ? [] : [{ policy, outcome }]
      }),
  }
}
