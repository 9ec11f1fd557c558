import { type FieldProblem, isPolicyDate, type PaymentFacts, shortDayWords } from '@hutang/shared'

const titles = {
  handedInOn: '申报日期',
  approvedOn: '核准日期',
  refusedOn: '未通过日期',
  paidOn: '到账日期',
} as const
type DayField = keyof typeof titles

const later: readonly (readonly [DayField, DayField])[] = [
  ['handedInOn', 'approvedOn'],
  ['handedInOn', 'refusedOn'],
  ['approvedOn', 'paidOn'],
  ['handedInOn', 'paidOn'],
]

/** What cannot be: days in another order, or not come yet; paid and refused; paid without a sum. */
export function paymentProblems(facts: PaymentFacts, today: string): FieldProblem[] {
  const problems: FieldProblem[] = []
  const say = (field: string, message: string) => problems.push({ field, message })
  const fields = Object.keys(titles) as DayField[]
  if (fields.every((field) => facts[field] === null)) say('handedInOn', '申报、核准、到账的日期一个也没有。')
  for (const field of fields) {
    const day = facts[field]
    if (day !== null && !isPolicyDate(day)) say(field, `${titles[field]}：没有这一天，请写成2026-03-01这样。`)
    else if (day !== null && day > today)
      say(field, `${titles[field]}还没到（今天${shortDayWords(today, today)}）。`)
  }
  for (const [first, second] of later) {
    const [from, to] = [facts[first], facts[second]]
    if (from !== null && to !== null && to < from) say(second, `${titles[second]}早于${titles[first]}。`)
  }
  if (facts.paidOn !== null && facts.refusedOn !== null)
    say('refusedOn', '写了到账，又写了未通过，请只留一个。')
  if (facts.refusedOn !== null && facts.reason === null) say('reason', '未通过的，要写原因。')
  if (facts.paidOn !== null && facts.fen === null) say('fen', '到账的，要写金额。')
  if (facts.fen !== null && facts.fen < 0) say('fen', '金额不能是负数。')
  return problems
}
