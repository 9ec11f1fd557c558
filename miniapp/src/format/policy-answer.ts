import { type FactValue, isPolicyDate, type PolicyField, valueProblem } from '@hutang/shared/rules'

/** What was typed, as the rules keep it; or what is wrong with it, as a sentence. */
export type Answered = { value: FactValue } | { problem: string }

/** So many of what is kept are one of what is typed: fen in a 元, hundredths in a 亩, thousandths in a hundredth. */
const partsOf: Partial<Record<PolicyField['kind'], number>> = { money: 100, area: 100, permille: 10 }

const numeral = /^\d{1,12}(?:\.\d{1,4})?$/
const wan = 10_000

/** A number as it is typed: 1,200, 3.5, and of money 30万 too. */
export function typedNumber(field: PolicyField, typed: string): Answered {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s,，]/g, '')
    .replace(/(?:万元|万|元|亩|%|人|年|个月|吨|户|间|件)$/, '')
  const inWan = field.kind === 'money' && /万/.test(typed)
  if (!numeral.test(plain)) return { problem: '请填数字，例如 12' }
  const value = Number(plain) * (inWan ? wan : 1) * (partsOf[field.kind] ?? 1)
  const whole = field.kind === 'years' ? value : Math.round(value)
  const problem = Math.abs(whole - value) > 1e-6 ? `${field.title}：小数位太多了，请改短。` : null
  const said = problem ?? valueProblem(field, whole)
  return said === null ? { value: whole } : { problem: said }
}

/** A day as people write it: 2021-3-1, 2021年3月1日, 2021.3.1, 20210301. */
export function typedDay(typed: string): Answered {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})\s*[-年./]?\s*(\d{1,2})\s*[-月./]?\s*(\d{1,2})\s*日?$/.exec(typed.normalize('NFKC').trim()) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPolicyDate(date) ? { value: date } : { problem: '请写成 2021-3-1 这样的日期' }
}
