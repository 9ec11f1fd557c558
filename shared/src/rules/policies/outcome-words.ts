import { dayWords, shortDayWords } from './dates'
import { anyPolicyField } from './fields'
import { type NameOfCode, sayCondition } from './say'
import { hardTruth, not } from './truth'
import type { Condition, ConditionResult, Matched, PayWay, Rule, Truth } from './types'
import { isCondition, joined, type RuleNode } from './walk'
import type { WindowStatus } from './windows'

type TruthOf = (condition: Condition) => Truth

/** The conditions that make a rule what it is. */
function deciding(node: RuleNode, truthOf: TruthOf): Condition[] {
  if (isCondition(node)) return [node]
  const { join, members } = joined(node)
  const truth = hardTruth(node, truthOf)
  const wanted = join === 'none' && truth !== null ? not(truth) : truth
  return members.flatMap((member) => (hardTruth(member, truthOf) === wanted ? deciding(member, truthOf) : []))
}

/** Why a policy does not fit: the conditions that exclude, and none that would not have mattered. */
export function reasonsAgainst(rule: Rule, { outcome, conditions }: Matched): ConditionResult[] {
  if (outcome !== 'notEligible') return []
  const truths = new Map(
    conditions.map(({ condition, truth, none }) => [condition, none ? not(truth) : truth]),
  )
  const against = new Set(deciding(rule, (condition) => truths.get(condition) ?? 'unknown'))
  return conditions.filter(({ condition }) => against.has(condition))
}

/** What is asked, where it stands under 不得有 too: 流转面积50亩以上, 没有失信记录. */
export function requirementWords({ condition, none }: ConditionResult, names?: NameOfCode): string {
  if (!none) return sayCondition(condition, names)
  return condition.op === 'is' && typeof condition.value === 'boolean'
    ? sayCondition({ ...condition, value: !condition.value }, names)
    : `不能是${sayCondition(condition, names)}`
}

const reasonWords = (result: ConditionResult, names?: NameOfCode): string =>
  `要求${requirementWords(result, names)}，您填的是${result.own ?? '不清楚'}`

const mostReasons = 2

/** Lists of the same field, of which one would do, as one. */
function together(reasons: readonly ConditionResult[]): ConditionResult[] {
  const merged: ConditionResult[] = []
  for (const one of reasons) {
    const at = merged.findIndex(
      ({ condition: { field, op, value }, none }) =>
        field === one.condition.field && op === one.condition.op && none === one.none && isWords(value),
    )
    const same = merged[at]
    if (!same || one.none || !isWords(one.condition.value)) merged.push(one)
    else
      merged[at] = {
        ...same,
        condition: { ...same.condition, value: [...wordsIn(same), ...wordsIn(one)] },
      }
  }
  return merged
}

const isWords = (value: Condition['value']): value is string | readonly string[] =>
  typeof value === 'string' || (Array.isArray(value) && typeof value[0] === 'string')

const wordsIn = ({ condition: { value } }: ConditionResult): readonly string[] =>
  typeof value === 'string' ? [value] : isWords(value) ? value : []

/** 12月10日截止，还有10个工作日。 Before a Sunday: 剩下的是休息日. Empty where there is no last day. */
export function closingWords({ closesOn, daysLeft, workingDaysLeft }: WindowStatus, day: string): string {
  if (closesOn === null) return ''
  if (daysLeft === 0) return '今天截止。'
  const left =
    workingDaysLeft === 0
      ? '，剩下的是休息日'
      : typeof workingDaysLeft === 'number'
        ? `，还有${workingDaysLeft}个工作日`
        : ''
  return `${shortDayWords(closesOn, day)}截止${left}。`
}

const instantWords = '这项不用申请，区里核定后直接到账。觉得漏了您，请打这个电话。'
const audited = '能否批准以受理部门审核为准。'

/** Why it cannot be applied for today; null where it can, or will be. */
function shutWords({ state, closesOn }: WindowStatus, day: string): string | null {
  switch (state) {
    case 'closed':
      return `可是${shortDayWords(closesOn ?? day, day)}已经截止。`
    case 'spent':
      return '可是名额已满。'
    case 'paused':
      return '可是现在暂停申报。'
    case 'expired':
      return '可是这项政策已经失效。'
    default:
      return null
  }
}

const openingWords = ({ opensOn }: WindowStatus, day: string): string =>
  `${shortDayWords(opensOn ?? day, day)}开始申报。`

function eligibleWords(status: WindowStatus, way: PayWay, day: string): string {
  const fits = '您填的条件都符合'
  const shut = shutWords(status, day)
  if (shut !== null) return `${fits}，${shut}`
  if (way === 'instant') return instantWords
  return status.state === 'notYet'
    ? `${fits}，${openingWords(status, day)}${audited}`
    : `${fits}，可以申报。${closingWords(status, day)}${audited}`
}

/** Nothing is asked for what cannot be applied for. */
function possibleWords(open: readonly string[], status: WindowStatus, day: string): string {
  const may = '可能符合'
  const shut = shutWords(status, day)
  if (shut !== null) return `${may}，${shut}`
  const opening = status.state === 'notYet' ? `，${openingWords(status, day)}` : '。'
  const question = anyPolicyField(open[0] ?? '')?.question
  if (!question) return may + opening
  const more = open.length > 1 ? `再答${open.length}个问题就清楚，先答这个` : '再答1个问题就清楚'
  return `${may}${opening}${more}：${question}`
}

interface ReceivedNames {
  /** Of a policy by its key. */
  titleOf?: (policy: string) => string | undefined
}

function receivedWords({ had, again }: Matched, key: string, { titleOf }: ReceivedNames): string {
  const title = had && had.policy !== key ? (titleOf?.(had.policy) ?? '另一项政策') : null
  const first = title
    ? `已享受“${title}”，不能重复享受。`
    : again?.endsWith('-01-01')
      ? '今年已享受。'
      : '已享受。'
  if (again !== null) return `${first}${dayWords(again)}起可以再申请。`
  return title ? first : `${first}这项只能享受一次。`
}

export interface OutcomeContext extends ReceivedNames {
  key: string
  rule: Rule
  way: PayWay
  status: WindowStatus
  day: string
  names?: NameOfCode
}

/** What somebody is told of a match, as a kind clerk says it. */
export function outcomeWords(matched: Matched, context: OutcomeContext): string {
  const { key, rule, way, status, day, names } = context
  switch (matched.outcome) {
    case 'eligible':
      return eligibleWords(status, way, day)
    case 'possible':
      return possibleWords(matched.open, status, day)
    case 'notEligible': {
      const reasons = together(reasonsAgainst(rule, matched))
      const said = reasons.slice(0, mostReasons).map((one) => reasonWords(one, names))
      return `目前不符合：${said.join('；')}${reasons.length > mostReasons ? `；还有${reasons.length - mostReasons}条` : ''}。`
    }
    case 'received':
      return receivedWords(matched, key, context)
  }
}
