import { dayWords, isPolicyDate } from './dates'
import { anyPolicyField } from './fields'
import type { PolicyField } from './fields.types'
import { sumWords, trimmed } from './sum-words'
import type { Condition, ConditionOp, FactValue } from './types'

/** The name of a code of a tree (region, industry); the names are data and come from outside. */
export type NameOfCode = (field: string, code: string) => string | undefined

/** 35.29 months are 2年11个月. */
function monthWords(value: number): string {
  const months = Math.floor(value + 1e-9)
  const [years, rest] = [Math.floor(months / 12), months % 12]
  return years === 0 ? `${rest}个月` : rest === 0 ? `${years}年` : `${years}年${rest}个月`
}

function numberWords({ kind, unit }: PolicyField, value: number): string {
  switch (kind) {
    case 'money':
      return sumWords(value)
    case 'area':
      return `${trimmed(value / 100, 2)}亩`
    case 'permille':
      return `${trimmed(value / 10, 1)}%`
    case 'months':
      return monthWords(value)
    case 'years':
      return `${trimmed(Math.floor(value * 10 + 1e-9) / 10, 1)}年`
    default:
      return `${value}${unit ?? ''}`
  }
}

function itemWords(field: PolicyField, value: string, names?: NameOfCode): string {
  if (field.kind === 'code') return names?.(field.name, value) ?? value
  return field.choices?.find((choice) => choice.value === value)?.text ?? value
}

/** A value of a field in words: 32亩, 5%, 没有, 高新技术企业、绿色食品认证. */
export function sayValue(field: PolicyField | string, value: FactValue, names?: NameOfCode): string {
  const known = typeof field === 'string' ? anyPolicyField(field) : field
  if (!known) return String(value)
  if (typeof value === 'boolean') return itemWords(known, value ? 'yes' : 'no')
  if (typeof value === 'number') return numberWords(known, value)
  if (typeof value === 'string')
    return known.kind === 'date' && isPolicyDate(value) ? dayWords(value) : itemWords(known, value, names)
  if (value.length === 0) return '没有'
  const said = value.map((one) => itemWords(known, one, names))
  return said.join(known.kind === 'choice' ? '或' : '、')
}

const numberOps: Partial<Record<ConditionOp, (value: string) => string>> = {
  gte: (value) => `${value}以上`,
  gt: (value) => `超过${value}`,
  lte: (value) => `${value}以内`,
  lt: (value) => `不满${value}`,
  before: (value) => `${value}及以前`,
  after: (value) => `${value}及以后`,
}

const listed = (value: Condition['value']): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : []

/** 企业、个体工商户或社会组织. */
const either = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join('、')}或${items.at(-1)}`

/** A condition said plainly, for a document whose own sentence is not at hand: 流转面积50亩以上. */
export function sayCondition(
  condition: Pick<Condition, 'field' | 'op' | 'value'>,
  names?: NameOfCode,
): string {
  const { field: name, op, value } = condition
  const field = anyPolicyField(name)
  if (!field) return '这一条请自己核对'
  const { title } = field
  const items = () => listed(value).map((one) => itemWords(field, one, names))
  switch (op) {
    case 'is': {
      const said = itemWords(field, value === true ? 'yes' : 'no')
      return /有$/.test(said) ? said + title : `${title}：${said}`
    }
    case 'has':
      return `有${either(items())}${title}`
    case 'hasNone':
      return `没有${either(items())}${title}`
    case 'in':
    case 'prefix':
      return `${title}是${either(items())}`
    case 'between': {
      const [from, to] = Array.isArray(value) ? value : []
      return `${title}${sayValue(field, Number(from))}到${sayValue(field, Number(to))}`
    }
    default:
      return title + (numberOps[op]?.(sayValue(field, value as FactValue)) ?? '')
  }
}

/** The sentence of the document, or the condition said plainly where there is none. */
export const conditionWords = (condition: Condition, names?: NameOfCode): string =>
  condition.sourceText.trim() || sayCondition(condition, names)
