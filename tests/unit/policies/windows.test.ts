import {
  addWorkingDays,
  isWorkingDay,
  mayApply,
  reminderDue,
  remindersFor,
  windowStateWords,
  windowStatus,
  workingDaysBetween,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { table2026, today } from './samples'

const valid = { validFrom: null, validTo: null }
const dates = { ...valid, window: { kind: 'dates', from: '2026-11-01', to: '2026-12-10' } } as const
const open = { state: 'open', extendedTo: null, note: '' } as const

describe('working days', () => {
  it.each([
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-04-03', 5, '2026-04-13'],
    ['2026-04-30', 7, '2026-05-13'],
    ['2026-06-18', 10, '2026-07-03'],
    ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-24', 20, '2026-10-29'],
    ['2026-09-30', 7, '2026-10-15'],
    ['2026-09-30', 10, '2026-10-20'],
    ['2026-11-20', 20, '2026-12-18'],
    ['2026-12-04', 20, null],
  ])('%s and %i more are %s', (day, n, expected) => {
    expect(addWorkingDays(day, n, table2026)).toBe(expected)
    if (expected === null) return
    expect(workingDaysBetween(day, expected, table2026)).toBe(n)
    // Back again, where it began on a working day.
    expect(addWorkingDays(expected, -n, table2026)).toBe(day)
  })

  it('of a year are 248, and of a year without data are not known', () => {
    expect(workingDaysBetween('2026-01-01', '2026-12-31', table2026)).toBe(248)
    expect(workingDaysBetween('2026-12-30', '2027-01-04', table2026)).toBeNull()
    expect(isWorkingDay('2027-01-01', table2026)).toBeNull()
    expect(isWorkingDay('2025-12-31', table2026)).toBeNull()
    expect(isWorkingDay('2026-02-30', table2026)).toBeNull()
    expect(workingDaysBetween(today, today, table2026)).toBe(0)
  })
})

describe('a window', () => {
  it.each([
    ['2026-10-31', 'notYet', null],
    ['2026-11-01', 'open', 29],
    ['2026-11-26', 'open', 10],
    ['2026-11-30', 'open', 8],
    ['2026-12-01', 'closing', 7],
    ['2026-12-10', 'closing', 0],
    ['2026-12-11', 'closed', null],
  ] as const)('on %s is %s with %s working days left', (day, state, left) => {
    expect(windowStatus(dates, null, day, table2026)).toMatchObject({ state, workingDaysLeft: left })
  })

  it('of ten working days from today is the one of the sentence', () => {
    const status = windowStatus(dates, open, today, table2026)
    expect(status).toMatchObject({ closesOn: '2026-12-10', daysLeft: 14, workingDaysLeft: 10 })
    expect(mayApply(status)).toBe(true)
  })

  it.each([
    ['spent', '额满'],
    ['paused', '暂停'],
  ] as const)('that is %s says so', (state, words) => {
    const status = windowStatus(dates, { ...open, state }, today, table2026)
    expect(status.state).toBe(state)
    expect(windowStateWords[status.state]).toBe(words)
    expect(mayApply(status)).toBe(false)
  })

  it('is moved by 延期, and ends with the policy', () => {
    const moved = { ...open, extendedTo: '2026-12-20' }
    expect(windowStatus(dates, moved, '2026-12-11', table2026)).toMatchObject({
      state: 'closing',
      closesOn: '2026-12-20',
    })
    const ended = { ...dates, validTo: '2026-12-05' }
    expect(windowStatus(ended, moved, today, table2026).closesOn).toBe('2026-12-05')
    expect(windowStatus(ended, moved, '2026-12-06', table2026).state).toBe('expired')
  })

  it('into a year without data is 待定, and near its end by the calendar', () => {
    const far = { ...valid, window: { kind: 'dates', from: '2026-12-01', to: '2027-03-18' } } as const
    expect(windowStatus(far, null, '2026-12-02', table2026)).toMatchObject({
      state: 'open',
      daysLeft: 106,
      workingDaysLeft: 'undetermined',
    })
    expect(windowStatus(far, null, '2027-03-08', table2026).state).toBe('closing')
    expect(windowStatus(far, null, '2027-03-07', table2026).state).toBe('open')
  })

  it('without an end is open', () => {
    const always = { ...valid, window: { kind: 'always' } } as const
    const spent = { ...valid, window: { kind: 'untilSpent', from: '2026-12-01' } } as const
    expect(windowStatus(always, null, today, table2026)).toMatchObject({ state: 'open', daysLeft: null })
    expect(windowStatus(spent, null, today, table2026)).toMatchObject({
      state: 'notYet',
      opensOn: '2026-12-01',
    })
    expect(windowStatus({ ...always, validFrom: '2026-12-01' }, null, today, table2026).state).toBe('notYet')
  })
})

describe('reminders', () => {
  it('are 7, 3 and 1 working days before the end', () => {
    expect(remindersFor('2026-12-10', table2026)).toEqual([
      { left: 7, on: '2026-12-01' },
      { left: 3, on: '2026-12-07' },
      { left: 1, on: '2026-12-09' },
    ])
  })

  it('of an end on a day off count the working days that are left', () => {
    // 2026-12-13 is a Sunday: the last working day is Friday the 11th.
    expect(remindersFor('2026-12-13', table2026)).toEqual([
      { left: 7, on: '2026-12-02' },
      { left: 3, on: '2026-12-08' },
      { left: 1, on: '2026-12-10' },
    ])
  })

  it('that the table does not reach are 待定, each for itself', () => {
    expect(remindersFor('2027-03-18', table2026).map(({ on }) => on)).toEqual([null, null, null])
    const only2027 = { '2027': { holidays: ['2027-01-01'], workdays: [] } }
    expect(remindersFor('2027-01-08', only2027)).toEqual([
      { left: 7, on: null },
      { left: 3, on: '2027-01-05' },
      { left: 1, on: '2027-01-07' },
    ])
  })

  it.each([
    [null, '2026-11-30', null],
    [null, '2026-12-01', 7],
    ['2026-12-01', '2026-12-02', null],
    ['2026-11-30', '2026-12-08', 3],
    ['2026-12-08', '2026-12-09', 1],
    [null, '2026-12-10', 1],
    [null, '2026-12-11', null],
  ])('told up to %s, on %s: the one of %s days', (told, day, left) => {
    const due = reminderDue(remindersFor('2026-12-10', table2026), { told, day, end: '2026-12-10' })
    expect(due?.left ?? null).toBe(left)
  })
})
