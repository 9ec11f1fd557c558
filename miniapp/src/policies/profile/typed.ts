import type { FactValue, PolicyField } from '@hutang/shared/rules'
import { typedDay, typedNumber } from '../../format/policy-answer'

/** So much of what is kept is one of what is typed. */
const factors: Partial<Record<PolicyField['kind'], number>> = { money: 1_000_000, area: 100, permille: 10 }

/** As it stands in the field: money in 万元, areas in 亩. */
export function shownValue(field: PolicyField, value: FactValue | null): string {
  if (value === null) return ''
  if (typeof value !== 'number') return String(value)
  return String(Number((value / (factors[field.kind] ?? 1)).toFixed(6)))
}

/** What was typed in the unit of the field; money is in 万元 unless it says 元. */
export function readTyped(
  field: PolicyField,
  typed: string,
): { value: FactValue | null } | { problem: string } {
  const words = typed.trim()
  if (words === '') return { value: null }
  if (field.kind === 'date') return typedDay(words)
  const plainMoney = field.kind === 'money' && /^[\d.,，\s]+$/.test(words)
  return typedNumber(field, plainMoney ? `${words}万` : words)
}
