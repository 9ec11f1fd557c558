import { isPolicyDate } from './dates'
import type { PolicyField } from './fields.types'
import { industryCode } from './industry-code'
import type { FactValue } from './types'

const most = { integer: 100_000_000, money: 1e15, area: 1_000_000_000, permille: 1000, years: 200 } as const

function numberProblem({ kind, title, unit }: PolicyField, value: unknown): string | null {
  const limit = most[kind as keyof typeof most]
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${title}：请填数字。`
  if (value < 0) return `${title}：不能小于0。`
  if (kind !== 'years' && !Number.isInteger(value)) return `${title}：小数位太多了，请改短。`
  return value > limit ? `${title}：数太大了，请看看单位${unit ? `（${unit}）` : ''}。` : null
}

function listProblem({ title, choices }: PolicyField, value: unknown): string | null {
  const fits = (one: unknown) => choices?.some((choice) => choice.value === one)
  return Array.isArray(value) && value.length <= 100 && value.every(fits)
    ? null
    : `${title}：请从列出的里面选。`
}

/** A code of the tree that the field is about; whether there is such a place is for its register to say. */
function codeProblem({ name, title }: PolicyField, value: unknown): string | null {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  const fits = (one: unknown) =>
    typeof one === 'string' && (name === 'industry' ? industryCode(one) !== null : /^\d{6,15}$/.test(one))
  const enough = all.length > 0 && all.length <= (name === 'industry' ? 20 : 1)
  return enough && all.every(fits) ? null : `${title}：请从列出的里面选。`
}

/** What is wrong with the value of a field of an enterprise, as a sentence; null where it is sound. */
export function valueProblem(field: PolicyField, value: FactValue): string | null {
  switch (field.kind) {
    case 'yesNo':
      return typeof value === 'boolean' ? null : `${field.title}：请选是或否。`
    case 'choice':
      return field.choices?.some((choice) => choice.value === value)
        ? null
        : `${field.title}：请从列出的里面选。`
    case 'set':
      return listProblem(field, value)
    case 'code':
      return codeProblem(field, value)
    case 'date':
      return isPolicyDate(value) ? null : `${field.title}：没有这一天，请写成2024-03-01这样。`
    default:
      return numberProblem(field, value)
  }
}
