import { exclude, isDay, missingParts, withoutCommittee } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { successorOf } from '../../server/src/features/posts/handover'
import { endsSoon, isLast, stateOf, stateSentence } from '../../server/src/features/posts/posts.rules'
import { planRegion, type Seat } from '../../server/src/features/posts/turnover/plan.rules'
import type { PersonDoc, RoleDoc } from '../../server/src/features/residents'

const region = '310116109213'
const now = new Date('2026-11-20T02:00:00Z')
const dayMs = 86_400_000
const inDays = (days: number) => new Date(now.getTime() + days * dayMs)

const role = (change: Partial<RoleDoc> = {}): RoleDoc => ({
  _id: `${change.person ?? 'p'}:${change.role ?? 'clerk'}`,
  person: 'p',
  region,
  role: 'clerk',
  since: inDays(-100),
  until: null,
  ...change,
})

describe('组织法 37', () => {
  it.each([
    ['a publisher', { role: 'publisher' }, true],
    ['a clerk of the committee', { role: 'clerk', committee: true }, true],
    ['a clerk who is none', { role: 'clerk', committee: false }, false],
    ['a clerk who was not asked', { role: 'clerk' }, false],
    ['another supervisor', { role: 'supervisor' }, false],
  ] as const)('keeps a supervisor apart from %s or not', (_who, other, apart) => {
    expect(exclude({ role: 'supervisor' }, other)).toBe(apart)
    expect(exclude(other, { role: 'supervisor' })).toBe(apart)
  })

  it.each([
    ['村委会委员', '经办', true],
    ['文书（村委会委员）', '文书', true],
    ['村民委员会成员、会计', '会计', true],
    ['文书', '文书', false],
    ['村委会主任', '村委会主任', false],
  ])('reads whether %s sits on the committee', (cell, post, committee) => {
    expect(withoutCommittee(cell)).toEqual({ post, committee })
  })
})

describe('a post', () => {
  it('is named by its state, with the day that matters', () => {
    const said = (change: Partial<RoleDoc>) => stateSentence(role(change), now)
    expect(said({})).toBe('任职中')
    expect(said({ until: inDays(41) })).toBe('任职中，12 月 31 日结束')
    expect(said({ since: inDays(11) })).toBe('12 月 1 日开始')
    expect(said({ until: inDays(-1) })).toBe('11 月 19 日已结束')
    expect(said({ leaves: [{ from: inDays(-1), until: new Date('2026-11-22T16:00:00Z') }] })).toBe(
      '请假，11 月 22 日为止',
    )
  })

  it('rests on leave, and nothing else changes', () => {
    const leaves = [{ from: now, until: inDays(1) }]
    expect(stateOf(role({ leaves }), now)).toBe('leave')
    expect(stateOf(role({ leaves }), inDays(1))).toBe('working')
  })

  it('ends soon within thirty days', () => {
    expect(endsSoon(role({ until: inDays(30) }), now)).toBe(true)
    expect(endsSoon(role({ until: inDays(31) }), now)).toBe(false)
    expect(endsSoon(role({}), now)).toBe(false)
  })

  it('is the last where nobody else has it then', () => {
    const ending = role({ until: inDays(10) })
    expect(isLast(ending, [ending], inDays(10))).toBe(true)
    const later = role({ person: 'q', since: inDays(10) })
    expect(isLast(ending, [ending, later], inDays(10))).toBe(false)
    const away = role({ person: 'q', leaves: [{ from: inDays(9), until: inDays(12) }] })
    expect(isLast(ending, [ending, away], inDays(10))).toBe(true)
  })
})

describe('what a place lacks', () => {
  it('is told part by part, and not at all where nobody has begun', () => {
    expect(missingParts([{ role: 'clerk', region }], region)).toEqual([
      '现在没有人审核。',
      '现在没有人发布。',
    ])
    expect(missingParts([], region)).toEqual([])
  })
})

describe('who goes on with the work', () => {
  const ended = role({ until: now })
  const begins = role({ person: 'new', since: now })
  const stays = role({ person: 'old' })

  it('is who was named, else who begins then, else the only other one', () => {
    expect(successorOf({ ...ended, successor: 'old' }, [ended, begins, stays])).toBe('old')
    expect(successorOf(ended, [ended, begins, stays])).toBe('new')
    expect(successorOf(ended, [ended, stays])).toBe('old')
  })

  it('is nobody where there is none, or more than one that could', () => {
    expect(successorOf(ended, [ended])).toBeNull()
    expect(successorOf(ended, [ended, stays, role({ person: 'third' })])).toBeNull()
    expect(successorOf(ended, [ended, role({ person: 'q', role: 'publisher' })])).toBeNull()
    expect(successorOf(ended, [ended, role({ person: 'q', until: now })])).toBeNull()
  })
})

describe('a sheet in one village', () => {
  const personOf = (id: string): PersonDoc => ({
    _id: id,
    name: id,
    residence: null,
    relation: null,
    sex: null,
    birthYear: null,
    enterprises: [],
    phoneHash: null,
    phoneSealed: null,
  })
  const seat = (person: string, change: Partial<Seat> = {}): Seat => ({
    line: 2,
    region,
    role: 'clerk',
    person: personOf(person),
    isNew: false,
    day: '2026-12-01',
    since: inDays(10),
    committee: false,
    ...change,
  })
  const plan = (seats: Seat[], roles: RoleDoc[]) =>
    planRegion(region, seats, { roles, persons: new Map(), by: 'admin', now })

  it('replaces those of the posts that it names, and of no other', () => {
    const roles = [role({ person: 'a' }), role({ person: 'b' }), role({ person: 'c', role: 'publisher' })]
    const { begins, ends, stays, kept } = plan([seat('a'), seat('d')], roles)
    expect(begins.map((one) => one.role.person)).toEqual(['d'])
    expect(ends.map((one) => one.role.person)).toEqual(['b'])
    expect(stays.map((one) => one.role.person)).toEqual(['a'])
    expect(kept.map((one) => one.person)).toEqual(['c'])
  })

  it('makes a deputy a holder', () => {
    const deputy = role({ person: 'a', as: 'deputy', until: inDays(40) })
    const { begins, ends } = plan([seat('a')], [deputy])
    expect([begins.length, ends.length]).toEqual([1, 1])
  })

  it('leaves alone what ends before, and refuses what was planned for later', () => {
    expect(plan([seat('a')], [role({ person: 'b', until: inDays(5) })]).ends).toEqual([])
    const later = plan([seat('a')], [role({ person: 'b', since: inDays(20) })])
    expect(later.problems[0]?.message).toMatch(/已经定了12 月 10 日起任村经办。请先撤回/)
  })

  it('gives nobody their own post', () => {
    expect(plan([seat('admin')], []).problems[0]?.message).toMatch(/^自己的岗位不能自己给/)
  })
})

describe('a day', () => {
  it.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
    ['2026-04-31', false],
  ])('%s is one or not', (text, is) => {
    expect(isDay(text)).toBe(is)
  })
})
