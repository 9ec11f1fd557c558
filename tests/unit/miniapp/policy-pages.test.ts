import { type PackageEntry, type PackageQuestion, type PolicyStatus, policyField } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { typedDay, typedNumber } from '../../../miniapp/src/format/policy-answer'
import { nextQuestion } from '../../../miniapp/src/format/policy-question'
import { outcomeTag, windowTag } from '../../../miniapp/src/format/policy-words'

const field = (name: string) => {
  const found = policyField('enterprise', name)
  if (!found) throw new Error(name)
  return found
}

describe('a number that was typed', () => {
  it.each([
    ['revenueFen', '1,200', 120_000],
    ['revenueFen', '30万', 30_000_000],
    ['revenueFen', '2.5 万元', 2_500_000],
    ['revenueFen', '１２００元', 120_000],
    ['landArea', '32.5亩', 3_250],
    ['rdPermille', '5.5%', 55],
    ['leaseYearsLeft', '6', 6],
    ['leaseYearsLeft', '2.5年', 2.5],
    ['staff', '18 人', 18],
  ])('of %s: %s is %s', (name, typed, value) => {
    expect(typedNumber(field(name), typed)).toEqual({ value })
  })

  it.each([
    ['staff', ''],
    ['staff', '六'],
    ['staff', '-3'],
    ['staff', '2.5'],
    ['rdPermille', '120'],
    ['landArea', '1.234'],
  ])('of %s: %s is refused with a sentence', (name, typed) => {
    expect(typedNumber(field(name), typed)).toEqual({ problem: expect.stringMatching(/^.+$/) })
  })
})

describe('a day that was typed', () => {
  it.each([
    ['2021-3-1', '2021-03-01'],
    ['2021年3月1日', '2021-03-01'],
    ['2021.03.01', '2021-03-01'],
    ['20210301', '2021-03-01'],
    [' ２０２１/3/1 ', '2021-03-01'],
  ])('%s', (typed, value) => {
    expect(typedDay(typed)).toEqual({ value })
  })

  it.each(['', '2021-2-30', '去年', '2021'])('%s is refused', (typed) => {
    expect(typedDay(typed)).toHaveProperty('problem')
  })
})

const asked = (name: string, some: Partial<PackageQuestion>): PackageQuestion => ({
  ...{ name, question: name, fields: [name], words: '', policies: 1, settles: 0 },
  ...some,
})

describe('the question that is asked now', () => {
  const ticks = asked('doings', { fields: ['a', 'b'], policies: 6, settles: 1 })
  const lease = asked('lease', { settles: 1 })

  it('is a single one that settles as much as ticks do', () => {
    expect(nextQuestion([ticks, lease], [])).toBe(lease)
  })

  it('is the ticks where much is open, or where no single one settles as much', () => {
    const wide = { ...ticks, policies: 20 }
    expect(nextQuestion([wide, lease], [])).toBe(wide)
    const better = { ...ticks, settles: 3 }
    expect(nextQuestion([better, lease], [])).toBe(better)
  })

  it('is not one that was passed over', () => {
    expect(nextQuestion([ticks, lease], ['lease'])).toBe(ticks)
    expect(nextQuestion([ticks, lease], ['lease', 'doings'])).toBeUndefined()
  })
})

const status = (some: Partial<PolicyStatus>): PolicyStatus => ({
  ...{ state: 'open', text: '申报中', opensOn: null, closesOn: null, daysLeft: null, workingDaysLeft: null },
  ...{ deadline: '', ...some },
})
const tagOf = (some: Partial<PolicyStatus>) => windowTag(status(some), (day) => day)?.text

describe('how long it may be applied for, as a tag', () => {
  it.each([
    [{}, '常年可办'],
    [{ closesOn: '2026-12-10', daysLeft: 12, workingDaysLeft: 9 }, '还剩 9 个工作日'],
    // The working days of the next year are not published yet, or none is left before a Sunday.
    [{ closesOn: '2027-01-27', daysLeft: 60 }, '2027-01-27截止'],
    [{ closesOn: '2026-11-29', daysLeft: 1, workingDaysLeft: 0 }, '2026-11-29截止'],
    [{ closesOn: '2026-11-28', daysLeft: 0, workingDaysLeft: 0 }, '今天截止'],
    [{ state: 'notYet', opensOn: '2026-12-01' }, '2026-12-01开始'],
    [{ state: 'spent', text: '额满' }, '额满'],
    [{ state: 'closed', text: '已截止' }, '已截止'],
  ] as const)('%j: %s', (some, words) => {
    expect(tagOf(some)).toBe(words)
  })
})

describe('whether it fits, in a word', () => {
  const entry = (outcome: PackageEntry['outcome'], way: 'instant' | 'review') =>
    outcomeTag({ outcome, policy: { way } }).text
  it('免申即享 is said only of what fits', () => {
    expect(entry('eligible', 'instant')).toBe('免申即享')
    expect(entry('possible', 'instant')).toBe('可能符合')
    expect(entry('eligible', 'review')).toBe('符合')
    expect(entry('received', 'instant')).toBe('已享受')
  })
})
