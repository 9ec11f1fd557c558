import { anyPolicyField } from './fields'
import { sayValue } from './say'
import type { ConditionOp, Rule } from './types'
import { conditionsOf } from './walk'

/** An answer to a number's question that needs no typing: every number in it is judged alike. `value` stands for all of them. */
export interface NumberRange {
  text: string
  value: number
}

/** A number at which a condition turns; `after`: the number itself still lies below the turn (以内, 超过). */
interface Turn {
  at: number
  after: boolean
}

const turns: Partial<Record<ConditionOp, boolean>> = { gte: false, lt: false, gt: true, lte: true }

const key = ({ at, after }: Turn): number => at + (after ? 0.5 : 0)

function turnsOf(field: string, rules: readonly Rule[]): Turn[] {
  const all = new Map<number, Turn>()
  const add = (turn: Turn) => all.set(key(turn), turn)
  for (const rule of rules)
    for (const { condition } of conditionsOf(rule)) {
      if (condition.field !== field) continue
      const { op, value } = condition
      const after = turns[op]
      if (typeof value === 'number' && after !== undefined) add({ at: value, after })
      if (op === 'between' && Array.isArray(value)) {
        const [from, to] = value as readonly number[]
        if (from !== undefined) add({ at: from, after: false })
        if (to !== undefined) add({ at: to, after: true })
      }
    }
  return [...all.values()].sort((a, b) => key(a) - key(b))
}

/** The least and the largest whole number of a range; null: none. */
const first = (turn: Turn | undefined): number => (turn ? turn.at + (turn.after ? 1 : 0) : 0)
const last = (turn: Turn | undefined): number | null => (turn ? turn.at - (turn.after ? 0 : 1) : null)

/**
 * The ranges of a number that some rules tell apart, the smallest first: 不到1,600元, 1,600元到2,400元, 2,400元以上. Empty where
 * no rule asks for it, or so much that choosing takes longer than typing.
 */
export function numberRanges(field: string, rules: readonly Rule[], most = 6): NumberRange[] {
  const found = turnsOf(field, rules)
  if (!anyPolicyField(field) || found.length === 0 || found.length >= most) return []
  const say = (value: number) => sayValue(field, value)
  return [...found, undefined].flatMap((turn, place): NumberRange[] => {
    const before = found[place - 1]
    const [from, to] = [first(before), last(turn)]
    if (to !== null && to < from) return []
    if (to === from) return [{ text: say(from), value: from }]
    if (!before)
      return [{ text: turn?.after ? `${say(turn.at)}以内` : `不到${say(turn?.at ?? 0)}`, value: from }]
    if (!turn)
      return [{ text: before.after ? `超过${say(before.at)}` : `${say(before.at)}以上`, value: from }]
    const upTo = turn.after ? say(turn.at) : `不到${say(turn.at)}`
    const begins = before.after ? `超过${say(before.at)}` : say(before.at)
    return [{ text: turn.after ? `${begins}到${upTo}` : `${begins}以上，${upTo}`, value: from }]
  })
}
