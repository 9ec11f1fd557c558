import { isPolicyDate } from './dates'
import { policyField } from './fields'
import type { PolicyField } from './fields.types'
import { industryCode } from './industry-code'
import { type ConditionOp, conditionOps, type PolicyAudience, type Rule } from './types'
import { joins } from './walk'

/** Where in a rule (`all.2.any.0`), and what is wrong, as a sentence. */
export interface RuleProblem {
  path: string
  message: string
}

export const ruleLimits = { depth: 4, conditions: 60, members: 20, values: 100, sentence: 500 } as const

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const opWords: Record<ConditionOp, string> = {
  in: '是其中之一',
  has: '有其中之一',
  hasNone: '都没有',
  prefix: '属于',
  gte: '以上',
  gt: '超过',
  lte: '以内',
  lt: '不满',
  between: '从…到…',
  before: '及以前',
  after: '及以后',
  is: '是或否',
}

const mostPermille = 1_000

function numberProblem({ kind, title }: PolicyField, value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return `“${title}”要填一个数。`
  if (value < 0) return `“${title}”不能小于0。`
  const whole = kind === 'months' || kind === 'years' || Number.isSafeInteger(value)
  if (!whole)
    return `“${title}”要填整数${kind === 'money' ? '（以分计）' : kind === 'area' ? '（以百分之一亩计）' : ''}。`
  if (kind === 'permille' && value > mostPermille) return `“${title}”不会超过100%。`
  return null
}

function codeProblem({ name, title }: PolicyField, value: string): string | null {
  const sound = name === 'industry' ? industryCode(value) !== null : /^\d{2,12}$/.test(value)
  return sound ? null : `“${title}”里没有“${value}”这个代码。`
}

function listProblem(field: PolicyField, value: unknown): string | null {
  const list = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list) || list.length === 0) return `“${field.title}”还没有选。`
  if (list.length > ruleLimits.values) return `“${field.title}”选得太多了，最多${ruleLimits.values}个。`
  for (const one of list) {
    if (typeof one !== 'string') return `“${field.title}”要从给出的几种里选。`
    if (field.kind === 'code') {
      const problem = codeProblem(field, one)
      if (problem) return problem
    } else if (!field.choices?.some((choice) => choice.value === one))
      return `“${field.title}”里没有“${one}”这一种。`
  }
  return null
}

function rangeProblem(field: PolicyField, value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 2) return `“${field.title}”要填从多少到多少。`
  const [from, to] = value
  const problem = numberProblem(field, from) ?? numberProblem(field, to)
  return problem ?? (from > to ? `“${field.title}”的下限比上限大，请对调。` : null)
}

function valueProblem(field: PolicyField, op: ConditionOp, value: unknown): string | null {
  switch (op) {
    case 'in':
    case 'has':
    case 'hasNone':
    case 'prefix':
      return listProblem(field, value)
    case 'is':
      return typeof value === 'boolean' ? null : `“${field.title}”要选“是”或“否”。`
    case 'before':
    case 'after':
      return isPolicyDate(value) ? null : `“${field.title}”要填一个日期，如2026-11-30。`
    case 'between':
      return rangeProblem(field, value)
    default:
      return numberProblem(field, value)
  }
}

const isOp = (op: unknown): op is ConditionOp => conditionOps.includes(op as ConditionOp)

function fieldProblem(condition: Loose, audience: PolicyAudience): string | null {
  const { field: name, op, value, on } = condition
  const field = typeof name === 'string' ? policyField(audience, name) : undefined
  if (!field) return `没有“${String(name)}”这一栏，请从给出的栏目里选。`
  if (field.ops.length === 0) return `“${field.title}”只作参考，不能作为条件。`
  if (!isOp(op) || !field.ops.includes(op)) {
    const allowed = field.ops.map((one) => opWords[one]).join('、')
    return `“${field.title}”不能用“${isOp(op) ? opWords[op] : String(op)}”来比，可以用：${allowed}。`
  }
  if (on !== undefined && on !== 'windowEnd') return '这一条在哪天要符合，没有写对。'
  return valueProblem(field, op, value)
}

function conditionProblems(condition: Loose, path: string, audience: PolicyAudience): RuleProblem[] {
  const { hard, sourceText } = condition
  const problems = [
    fieldProblem(condition, audience),
    typeof hard === 'boolean' ? null : '请选这一条是必须符合，还是优先考虑。',
    typeof sourceText !== 'string' || sourceText.trim() === ''
      ? '请贴上原文里的这句话，让人看得到依据。'
      : sourceText.length > ruleLimits.sentence
        ? `原文这句话太长，最多${ruleLimits.sentence}字，只贴相关的一句。`
        : null,
  ]
  return problems.flatMap((message) => (message === null ? [] : [{ path, message }]))
}

function nodeProblems(
  node: unknown,
  path: string,
  depth: number,
  audience: PolicyAudience,
  counted: { conditions: number },
): RuleProblem[] {
  if (!isObject(node)) return [{ path, message: '这里应是一条条件，或一组条件。' }]
  if ('field' in node) {
    counted.conditions += 1
    if (counted.conditions > ruleLimits.conditions) return []
    return conditionProblems(node, path, audience)
  }
  const named = joins.filter((join) => join in node)
  const [join] = named
  const members = join === undefined ? undefined : node[join]
  if (join === undefined || named.length > 1 || !Array.isArray(members))
    return [{ path, message: '一组条件要写明：全部符合、符合其一，或不得有。' }]
  if (depth > ruleLimits.depth)
    return [{ path, message: `条件套得太深，最多${ruleLimits.depth}层，请拆开写。` }]
  if (members.length === 0 && depth > 1) return [{ path, message: '这一组还没有条件。' }]
  if (members.length > ruleLimits.members)
    return [{ path, message: `一组最多${ruleLimits.members}条，请分组。` }]
  return members.flatMap((member, at) =>
    nodeProblems(member, `${path}${path && '.'}${join}.${at}`, depth + 1, audience, counted),
  )
}

/** Everything that is wrong with a rule, wherever it came from. A condition itself is not a rule: it stands in a group. */
export function ruleProblems(rule: unknown, audience: PolicyAudience = 'enterprise'): RuleProblem[] {
  if (isObject(rule) && 'field' in rule)
    return [{ path: '', message: '条件要放在一组里：全部符合、符合其一，或不得有。' }]
  const counted = { conditions: 0 }
  const problems = nodeProblems(rule, '', 1, audience, counted)
  return counted.conditions > ruleLimits.conditions
    ? [...problems, { path: '', message: `条件太多了，最多${ruleLimits.conditions}条。` }]
    : problems
}

export const isRule = (value: unknown, audience: PolicyAudience = 'enterprise'): value is Rule =>
  ruleProblems(value, audience).length === 0
