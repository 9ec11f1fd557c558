import {
  blockedBy,
  type Condition,
  isCondition,
  joined,
  lastApplyDay,
  type MatchedPolicy,
  type Outcome,
  policyField,
  type ReceivedPolicy,
  type RuleNode,
} from '@hutang/shared'
import { type Bits, bitsFor, hasBit, setBit } from './bits'
import { Kept } from './columns'
import { conditionTruths, noTruths, nothingKnown, type Truths } from './conditions'
import type { EnterpriseTable } from './table'

/** The outcome of one policy for every enterprise of a table; who is in none of the three is not eligible. */
export interface Outcomes {
  eligible: Bits
  possible: Bits
  received: Bits
}

export const outcomeAt = ({ eligible, possible, received }: Outcomes, row: number): Outcome =>
  hasBit(received, row)
    ? 'received'
    : hasBit(eligible, row)
      ? 'eligible'
      : hasBit(possible, row)
        ? 'possible'
        : 'notEligible'

/** The order in which many policies are answered: those of one last day together, so that its columns are made once. */
export const inOrder = <P extends MatchedPolicy>(policies: readonly P[]): P[] =>
  [...policies].sort((a, b) => ((lastApplyDay(a) ?? '') < (lastApplyDay(b) ?? '') ? -1 : 1))

/** Conditions on codes and choices come again and again; those on numbers hardly do. */
const mostKept = 256

/** Answers rules for all enterprises of a table, with three-valued logic over words of bits. */
export class Kernel {
  private readonly free: Truths[] = []
  private readonly shared = new Kept<Truths>(mostKept)
  private readonly count: number

  constructor(private readonly table: EnterpriseTable) {
    this.count = table.ids.length
  }

  /** As `outcomeOf` of each of them. */
  outcomes(policy: MatchedPolicy, day: string): Outcomes {
    const { every } = this.table
    const last = lastApplyDay(policy)
    const truths = this.hard(policy.rule, ({ on }) => (on === 'windowEnd' && last !== null ? last : day))
    const received = this.received(policy, day)
    const [eligible, possible] = [bitsFor(this.count), bitsFor(this.count)]
    for (let word = 0; word < every.length; word += 1) {
      const open = (every[word] as number) & ~(received[word] as number)
      const met = truths ? (truths.met[word] as number) : -1
      const unmet = truths ? (truths.unmet[word] as number) : 0
      eligible[word] = met & open
      possible[word] = ~(met | unmet) & open
    }
    if (truths) this.free.push(truths)
    return { eligible, possible, received }
  }

  private received(policy: MatchedPolicy, day: string): Bits {
    const had = new Map<number, ReceivedPolicy[]>()
    for (const key of new Set([policy.key, ...policy.excludes]))
      for (const { row, on } of this.table.received(key))
        had.set(row, [...(had.get(row) ?? []), { policy: key, on, fen: null }])
    const bits = bitsFor(this.count)
    for (const [row, received] of had) if (blockedBy(policy, received, day)) setBit(bits, row)
    return bits
  }

  private take(): Truths {
    return this.free.pop() ?? noTruths(this.count)
  }

  /** Null where nothing hard is asked, as `hardTruth` says. What is answered is the caller's, to be given back. */
  private hard(node: RuleNode, dayOf: (condition: Condition) => string): Truths | null {
    if (isCondition(node)) return node.hard ? this.condition(node, dayOf(node)) : null
    const { join, members } = joined(node)
    let found: Truths | null = null
    for (const member of members) {
      const truths = this.hard(member, dayOf)
      if (truths === null) continue
      if (found === null) found = truths
      else {
        if (join === 'all') both(found, truths)
        else both(turned(found), turned(truths))
        this.free.push(truths)
      }
    }
    return join === 'none' && found ? turned(found) : found
  }

  private condition(condition: Condition, day: string): Truths {
    const truths = this.take()
    const asked = this.table.column(condition.field, day)
    if (!asked) {
      nothingKnown(truths)
      return truths
    }
    const { name, column } = asked
    const kind = policyField('enterprise', condition.field)?.kind
    if (kind === 'choice' || kind === 'code' || kind === 'date') {
      const key = `${name} ${condition.op} ${JSON.stringify(condition.value)}`
      const had = this.shared.get(key, () => {
        const made = noTruths(this.count)
        conditionTruths(condition, column, made)
        return made
      })
      truths.met.set(had.met)
      truths.unmet.set(had.unmet)
    } else conditionTruths(condition, column, truths)
    return truths
  }
}

/** Met where both are, unmet where either is. */
function both(into: Truths, other: Truths): void {
  for (let word = 0; word < into.met.length; word += 1) {
    into.met[word] = (into.met[word] as number) & (other.met[word] as number)
    into.unmet[word] = (into.unmet[word] as number) | (other.unmet[word] as number)
  }
}

/** The other way round. Two of them joined by `both` are joined by "or". */
const turned = ({ met, unmet }: Truths): Truths => ({ met: unmet, unmet: met })
