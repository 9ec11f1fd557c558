import {
  answersNow,
  dueOf,
  isOverdue,
  nextStep,
  type QuestionFacts,
  type QuestionStep,
  questionStateText,
  readsQuestion,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const village = '310116109213'
const asked = new Date('2026-11-20T02:00:00Z')
const day = (date: string) => new Date(`${date}T04:00:00Z`)
const roles = {
  clerk: [{ role: 'clerk' as const, region: village }],
  supervisor: [{ role: 'supervisor' as const, region: village }],
  officer: [{ role: 'township-officer' as const, region: '310116109' }],
  elsewhere: [{ role: 'clerk' as const, region: '310116109222' }],
  otherTownship: [{ role: 'township-officer' as const, region: '310116110' }],
  administrator: [{ role: 'administrator' as const, region: village }],
}
type Who = keyof typeof roles
const who = Object.keys(roles) as Who[]

const at = (step: QuestionStep, answeredAt: Date | null = null) => ({
  step,
  askedAt: asked,
  due: dueOf(asked),
  answeredAt,
})
const question = (...rounds: QuestionFacts['rounds']): QuestionFacts => ({
  region: village,
  level: 'village',
  rounds,
  closedAt: null,
})
const those = (may: (one: Who) => boolean) => who.filter(may)

describe('the fifteen days', () => {
  it('do not count the day of asking, and end with the fifteenth in Shanghai', () => {
    expect(dueOf(asked)).toBe('2026-12-05')
    expect(dueOf(new Date('2026-11-20T16:30:00Z'))).toBe('2026-12-06')
    const open = question(at('office'))
    expect(isOverdue(open, new Date('2026-12-05T15:59:59Z'))).toBe(false)
    expect(isOverdue(open, new Date('2026-12-05T16:00:00Z'))).toBe(true)
    expect(isOverdue({ ...open, closedAt: asked }, day('2027-01-01'))).toBe(false)
  })
})

describe('who answers and who reads', () => {
  const early = day('2026-11-25')
  const late = day('2026-12-08')

  it('is the village office first, and the township besides once it is late', () => {
    const open = question(at('office'))
    expect(those((one) => answersNow(roles[one], open, early))).toEqual(['clerk'])
    expect(those((one) => readsQuestion(roles[one], open, early))).toEqual(['clerk'])
    expect(those((one) => answersNow(roles[one], open, late))).toEqual(['clerk', 'officer'])
    expect(those((one) => readsQuestion(roles[one], open, late))).toEqual(['clerk', 'officer'])
  })

  it('is then the supervisors, then the township; who answered before still reads', () => {
    const second = question(at('office', early), at('supervisors'))
    expect(those((one) => answersNow(roles[one], second, early))).toEqual(['supervisor'])
    expect(those((one) => readsQuestion(roles[one], second, early))).toEqual(['clerk', 'supervisor'])
    const third = question(at('office', early), at('supervisors', early), at('township'))
    expect(those((one) => answersNow(roles[one], third, early))).toEqual(['officer'])
    expect(nextStep(third)).toBeNull()
  })

  it('is the township alone for what was sent to it at once', () => {
    const direct = question(at('township'))
    expect(those((one) => readsQuestion(roles[one], direct, late))).toEqual(['officer'])
  })

  it('is still the township’s to read where the answer came late', () => {
    const answeredLate = question(at('office', late))
    expect(those((one) => readsQuestion(roles[one], answeredLate, day('2027-02-01')))).toEqual([
      'clerk',
      'officer',
    ])
  })
})

describe('where it is, in a sentence', () => {
  const open = { ...question(at('office')), withdrawn: false }

  it.each([
    ['2026-11-21', '村民委员会在办，12 月 5 日前答复，还有 14 天'],
    ['2026-12-05', '村民委员会在办，今天是答复的最后一天'],
    ['2026-12-08', '村民委员会应在 12 月 5 日前答复，已过 3 天，已转给镇里督办'],
  ])('on %s: %s', (date, text) => {
    expect(questionStateText(open, day(date))).toBe(text)
  })

  it('says who answered, and that it is closed', () => {
    const answered = { ...question(at('office', asked)), withdrawn: false }
    expect(questionStateText(answered, day('2027-01-01'))).toBe('村民委员会已答复')
    expect(questionStateText({ ...answered, closedAt: asked }, day('2027-01-01'))).toBe('已办结')
  })
})
