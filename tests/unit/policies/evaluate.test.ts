import {
  type EnterpriseProfile,
  evaluate,
  evaluateHousehold,
  outcomeWords,
  type Repeat,
  type Rule,
  reasonsAgainst,
  windowStatus,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { cond, policyOf, profileOf, table2026, today } from './samples'

const outcome = (rule: Rule, profile: Partial<EnterpriseProfile>, day = today) =>
  evaluate(policyOf(rule), profileOf(profile), day).outcome

const facilities = cond('facilityArea', 'gte', 2_000)
const lease = cond('leaseYearsLeft', 'gte', 5)
const honest = { none: [cond('dishonest', 'is', true)] }
const rule: Rule = { all: [facilities, lease, honest] }
const known = { facilityArea: 3_200, dishonest: false }

describe('a match', () => {
  it('is eligible where all is met, possible where something is open, and not where something is unmet', () => {
    expect(outcome(rule, { others: { ...known, leaseYearsLeft: 5 } })).toBe('eligible')
    expect(outcome(rule, { others: known })).toBe('possible')
    expect(outcome(rule, { others: { facilityArea: 1_900 } })).toBe('notEligible')
    expect(outcome(rule, { others: { ...known, dishonest: true } })).toBe('notEligible')
    expect(outcome({ all: [] }, {})).toBe('eligible')
  })

  it('shows each condition with the own value beside it, 不得有 as it is asked', () => {
    const { conditions, open } = evaluate(policyOf(rule), profileOf({ others: known }), today)
    expect(conditions.map(({ truth, own, none }) => [truth, own, none])).toEqual([
      ['met', '32亩', false],
      ['unknown', null, false],
      ['met', '没有', true],
    ])
    expect(open).toEqual(['leaseYearsLeft'])
  })

  it('is not excluded by what is only preferred', () => {
    const soft = cond('qualifications', 'has', ['modelFarm'], { hard: false })
    const profile = { others: { facilityArea: 2_000 }, qualifications: [] }
    expect(outcome({ all: [facilities, soft] }, profile)).toBe('eligible')
    expect(outcome({ all: [facilities, { any: [soft] }] }, profile)).toBe('eligible')
    expect(outcome({ any: [soft, facilities] }, { others: { facilityArea: 1 } })).toBe('notEligible')
    const { open } = evaluate(policyOf({ all: [soft, lease] }), profileOf(), today)
    expect(open).toEqual(['leaseYearsLeft'])
  })

  it('asks nothing that cannot matter', () => {
    const either: Rule = { all: [{ any: [facilities, cond('landArea', 'gte', 5_000)] }, lease] }
    const matched = evaluate(policyOf(either), profileOf({ others: { facilityArea: 2_000 } }), today)
    expect(matched.open).toEqual(['leaseYearsLeft'])
  })

  it('asks once for what decides several conditions, and leaves out what it decides by the way', () => {
    const staff = (op: 'gte' | 'lt', value: number) => cond('insuredStaff', op, value)
    const shared: Rule = {
      all: [staff('gte', 10), { any: [staff('gte', 5), cond('patents', 'gte', 1)] }],
    }
    expect(evaluate(policyOf(shared), profileOf(), today).open).toEqual(['insuredStaff'])
    const range: Rule = { all: [staff('gte', 10), staff('lt', 100)] }
    expect(evaluate(policyOf(range), profileOf(), today).open).toEqual(['insuredStaff'])
  })

  it('asks for the day of founding where an age is not known', () => {
    const young: Rule = { all: [cond('ageMonths', 'lt', 36), cond('ageDays', 'gte', 365)] }
    expect(evaluate(policyOf(young), profileOf(), today).open).toEqual(['foundedOn'])
  })

  it('holds a condition on the last day of the window, as it was moved', () => {
    const valid = { all: [cond('qualifications', 'has', ['techSme'], { on: 'windowEnd' })] } as const
    const window = { kind: 'dates', from: '2026-11-01', to: '2026-11-27' } as const
    const profile = profileOf({
      qualifications: [{ kind: 'techSme', number: '1', from: '2025-12-01', to: '2026-11-30' }],
    })
    expect(evaluate(policyOf(valid, { window }), profile, today).outcome).toBe('eligible')
    const moved = policyOf(valid, { window, availability: { extendedTo: '2026-12-01' } })
    expect(evaluate(moved, profile, today).outcome).toBe('notEligible')
  })
})

describe('what was received', () => {
  const had = (policy: string, on: string) => ({ received: [{ policy, on, fen: null }], others: {} })
  const match = (repeat: Repeat, profile: Partial<EnterpriseProfile>, day = today) => {
    const { outcome, again } = evaluate(
      policyOf({ all: [] }, { repeat, excludes: ['other'] }),
      profileOf(profile),
      day,
    )
    return [outcome, again]
  }

  it.each<[string, Repeat, string, string, [string, string | null]]>([
    ['once', { kind: 'once' }, '2019-01-01', today, ['received', null]],
    ['this year', { kind: 'yearly' }, '2026-01-01', today, ['received', '2027-01-01']],
    [
      'this year, on the first of the next',
      { kind: 'yearly' },
      '2026-12-31',
      '2027-01-01',
      ['eligible', null],
    ],
    ['last year', { kind: 'yearly' }, '2025-12-31', today, ['eligible', null]],
    ['within three years', { kind: 'years', years: 3 }, '2023-11-27', today, ['received', '2026-11-27']],
    ['three years ago', { kind: 'years', years: 3 }, '2023-11-26', today, ['eligible', null]],
    ['on a leap day', { kind: 'years', years: 3 }, '2024-02-29', '2027-02-28', ['eligible', null]],
    ['without a limit', { kind: 'unlimited' }, today, today, ['eligible', null]],
    ['later than the day', { kind: 'once' }, '2026-12-01', today, ['eligible', null]],
  ])('%s', (_, repeat, on, day, expected) => {
    expect(match(repeat, had('p', on), day)).toEqual(expected)
  })

  it('of a policy that it excludes stands in the way as long as its own would', () => {
    expect(match({ kind: 'yearly' }, had('other', '2026-03-01'))).toEqual(['received', '2027-01-01'])
    expect(match({ kind: 'once' }, had('other', '2020-03-01'))).toEqual(['received', null])
    expect(match({ kind: 'yearly' }, had('stranger', '2026-03-01'))).toEqual(['eligible', null])
  })

  it('of another machine or person is only told', () => {
    const policy = policyOf({ all: [] }, { repeat: { kind: 'unlimited' }, excludes: ['other'] })
    const matched = evaluate(policy, profileOf(had('other', '2026-03-01')), today)
    expect(matched).toMatchObject({ outcome: 'eligible', had: { policy: 'other' } })
  })
})

describe('what somebody is told', () => {
  const window = { kind: 'dates', from: '2026-11-01', to: '2026-12-10' } as const
  const status = windowStatus({ window, validFrom: null, validTo: null }, null, today, table2026)
  const words = (own: Partial<EnterpriseProfile>, of: Rule = rule, more: object = {}) => {
    const policy = policyOf(of, { window })
    const context = { key: 'p', rule: of, way: 'review', status, day: today, ...more } as const
    return outcomeWords(evaluate(policy, profileOf(own), today), context)
  }

  it('is the sentence of the list', () => {
    expect(words({ others: { ...known, leaseYearsLeft: 5 } })).toBe(
      '您填的条件都符合，可以申报。12月10日截止，还有10个工作日。能否批准以受理部门审核为准。',
    )
    expect(words({ others: known })).toBe('可能符合。再答1个问题就清楚：土地租期还有几年？')
    const land: Rule = { all: [cond('landArea', 'gte', 5_000)] }
    expect(words({ others: { landArea: 3_200 } }, land)).toBe(
      '目前不符合：要求流转面积50亩以上，您填的是32亩。',
    )
    expect(words({ others: { ...known, leaseYearsLeft: 5 } }, rule, { way: 'instant' })).toBe(
      '这项不用申请，区里核定后直接到账。觉得漏了您，请打这个电话。',
    )
    expect(words({ received: [{ policy: 'p', on: '2026-03-01', fen: null }] })).toBe(
      '今年已享受。2027年1月1日起可以再申请。',
    )
  })

  it('asks nothing for what cannot be applied for, and says from when it can', () => {
    const valid = { window, validFrom: null, validTo: null }
    const closed = windowStatus(valid, null, '2026-12-11', table2026)
    expect(words({ others: known }, rule, { status: closed })).toBe('可能符合，可是12月10日已经截止。')
    const full = { state: 'spent', extendedTo: null, note: '' } as const
    const spent = { status: windowStatus(valid, full, today, table2026), way: 'instant' }
    expect(words({ others: { ...known, leaseYearsLeft: 5 } }, rule, spent)).toBe(
      '您填的条件都符合，可是名额已满。',
    )
    const early = { status: windowStatus(valid, null, '2026-10-01', table2026) }
    expect(words({ others: known }, rule, early)).toBe(
      '可能符合，11月1日开始申报。再答1个问题就清楚：土地租期还有几年？',
    )
  })

  it('names what would do once, of the same field', () => {
    const either: Rule = {
      any: [{ all: [cond('kind', 'in', ['company'])] }, cond('kind', 'in', ['soleTrader', 'cooperative'])],
    }
    expect(words({ kind: 'familyFarm' }, either)).toBe(
      '目前不符合：要求主体类型是企业、个体工商户或农民专业合作社，您填的是家庭农场。',
    )
  })

  it('is only what decides: 不得有 and 符合其一 too', () => {
    expect(words({ others: { ...known, leaseYearsLeft: 5, dishonest: true } })).toBe(
      '目前不符合：要求没有失信记录，您填的是有。',
    )
    const either: Rule = { all: [{ any: [facilities, cond('landArea', 'gte', 5_000)] }, lease] }
    const own = profileOf({ others: { facilityArea: 100, landArea: 200, leaseYearsLeft: 9 } })
    const matched = evaluate(policyOf(either), own, today)
    expect(reasonsAgainst(either, matched).map(({ condition }) => condition.field)).toEqual([
      'facilityArea',
      'landArea',
    ])
  })
})

describe('a policy for villagers', () => {
  const allowance: Rule = {
    all: [cond('ageYears', 'gte', 65), cond('hukou', 'in', ['village', 'city'])],
  }

  it('is matched for each of the people, and with the household for all', () => {
    const answers = {
      household: { hardship: 'minimum' },
      people: [
        { called: '我', facts: { bornOn: '1961-11-27', hukou: 'village' } },
        { called: '父亲', facts: { bornOn: '1938-01-01', hukou: 'village' } },
        { called: '母亲', facts: { bornOn: '1940-01-01' } },
      ],
    }
    const policy = policyOf(allowance)
    const said = (day: string) =>
      evaluateHousehold(policy, answers, day).map(({ called, matched }) => [called, matched.outcome])
    expect(said(today)).toEqual([
      ['父亲', 'eligible'],
      ['母亲', 'possible'],
      ['我', 'notEligible'],
    ])
    const ofAll = policyOf({ all: [cond('hardship', 'in', ['minimum'])] })
    expect(evaluateHousehold(ofAll, answers, today)).toMatchObject([
      { called: null, matched: { outcome: 'eligible' } },
    ])
    expect(evaluateHousehold(policy, { household: {}, people: [] }, today)).toMatchObject([
      { called: null, matched: { outcome: 'possible', open: ['bornOn', 'hukou'] } },
    ])
  })
})
