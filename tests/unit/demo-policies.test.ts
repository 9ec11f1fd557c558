import {
  anyPolicyField,
  conditionsOf,
  fieldsOfRule,
  objectionsTo,
  plainDocumentNo,
  policyReadiness,
  ruleProblems,
  shanghaiDate,
  windowStatus,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoPolicies } from '../../server/src/demo/packages'
import { datedText } from '../../server/src/demo/packages/days'
import { loadCatalogue } from '../../server/src/features/catalogue/catalogue.rules'
import { officeHours, workingDayTable } from '../../server/src/rules/office-tables'

const days = ['2026-11-20', '2026-11-27', '2026-05-31', '2026-12-30', '2027-03-01', '2028-02-29']
const at = (day: string) => new Date(`${day}T02:00:00Z`)
const base = at('2026-11-27')
const policies = demoPolicies(base)
const byKey = new Map(policies.map((one) => [one.key, one]))
const firms = policies.filter(({ content }) => content.audience === 'enterprise')
const households = policies.filter(({ content }) => content.audience === 'household')

/** The ten of the domain's paper; the seventh is two that exclude each other. */
const ten = [
  'green-food',
  'facility-field',
  'farm-machine',
  'key-group-jobs',
  'expansion-jobs',
  'rd-subsidy',
  'high-tech-first',
  'specialised-firm',
  'organic-fertiliser',
  'guesthouse-star',
  'startup-insurance',
]

describe('days of the demo', () => {
  it.each([
    ['{D-7}', '2026-11-20'],
    ['{d+4}', '2026年12月1日'],
    ['{D+9-36m}', '2023-12-06'],
    ['{W+3}', '2026-12-02'],
    ['{W-1}', '2026-11-26'],
    ['{w+1}', '2026年11月30日'],
    ['{y+1}-03-18', '2027-03-18'],
    ['示〔{Y-400}〕1号', '示〔2025〕1号'],
    ['没有日子', '没有日子'],
  ])('say %s as %s', (text, said) => {
    expect(datedText(text, base)).toBe(said)
  })

  it('go on by Monday to Friday where the year is not published', () => {
    expect(datedText('{W+1}', at('2027-01-01'))).toBe('2027-01-04')
    expect(datedText('{W-1}', at('2027-01-04'))).toBe('2027-01-01')
  })
})

describe.each(days)("the demo's policies on %s", (day) => {
  const then = demoPolicies(at(day))

  it('leave no day open, and are ready to be published with nothing objected to', () => {
    for (const { key, content } of then) {
      expect([key, JSON.stringify(content)]).toEqual([key, expect.not.stringMatching(/\{[A-Za-z]/)])
      expect([key, policyReadiness(content)]).toEqual([key, []])
      expect([key, objectionsTo(content)]).toEqual([key, []])
    }
  })

  it('were issued and reviewed before they took effect or were open', () => {
    for (const { key, content } of then) {
      const { issuedOn, competition, validFrom, window } = content
      expect([key, issuedOn !== null && issuedOn < day]).toEqual([key, true])
      if (competition?.kind === 'reviewed')
        expect([key, competition.date < (issuedOn ?? '')]).toEqual([key, true])
      expect([key, (validFrom ?? '') >= (issuedOn ?? '')]).toEqual([key, true])
      if (window.kind === 'dates') expect([key, window.from <= window.to]).toEqual([key, true])
    }
  })
})

describe("the demo's policies", () => {
  it('are the ten first, at least 22 more for enterprises, and at least 10 for households', () => {
    expect(policies.slice(0, ten.length).map(({ key }) => key)).toEqual(ten)
    expect(firms.length - ten.length).toBeGreaterThanOrEqual(22)
    expect(households.length).toBeGreaterThanOrEqual(10)
    expect(byKey.size).toBe(policies.length)
  })

  it.each(policies)(
    '$key asks at least four things, of fields that there are, in words of its text',
    (one) => {
      const { rule, text, audience } = one.content
      expect(ruleProblems(rule, audience)).toEqual([])
      expect(conditionsOf(rule).length).toBeGreaterThanOrEqual(4)
      for (const { condition } of conditionsOf(rule)) {
        expect(anyPolicyField(condition.field)?.of === 'enterprise').toBe(audience === 'enterprise')
        expect(text).toContain(condition.sourceText)
        expect(condition.sourceText).toMatch(/。$/)
      }
    },
  )

  it('ask of many different things', () => {
    const asked = (list: typeof policies) =>
      new Set(list.flatMap(({ content }) => fieldsOfRule(content.rule)))
    expect(asked(firms).size).toBeGreaterThanOrEqual(40)
    expect(asked(firms.slice(0, ten.length)).size).toBeGreaterThanOrEqual(12)
    expect(asked(households).size).toBeGreaterThanOrEqual(12)
  })

  it('are marked as examples, each under a number of its own', () => {
    for (const { content } of policies) {
      expect(content.title).toMatch(/（示例）$/)
      expect(content.issuer).toContain('示例')
      expect(content.text).toContain('不是真实政策')
      expect(content.documentNo).toMatch(/^示/)
    }
    expect(new Set(policies.map(({ content }) => plainDocumentNo(content.documentNo))).size).toBe(
      policies.length,
    )
  })

  it('are short and plain: a sentence of at most 40 characters, steps and interpretation', () => {
    for (const { key, content } of policies) {
      expect([key, [...content.plain].length <= 40, content.plain.endsWith('。')]).toEqual([key, true, true])
      expect(content.steps.length).toBeGreaterThanOrEqual(2)
      expect(content.interpretation).not.toBe('')
    }
  })

  it('exclude policies that there are, and count by fields that there are', () => {
    for (const { content } of policies) {
      for (const other of content.excludes) expect(byKey.has(other)).toBe(true)
      const { amount } = content
      if (amount.kind === 'perUnit' || amount.kind === 'byValue')
        expect(anyPolicyField(amount.field)).toBeDefined()
      if (amount.kind === 'byValue')
        for (const { value } of amount.steps)
          expect(anyPolicyField(amount.field)?.choices?.map((one) => one.value)).toContain(value)
    }
    expect(byKey.get('high-tech-first')?.content.excludes).toEqual(['specialised-firm'])
    expect(byKey.get('specialised-firm')?.content.excludes).toEqual(['high-tech-first'])
  })

  it('pay within sixty working days where they name no other term', () => {
    const terms = policies.map(({ content }) => content.payDays)
    expect(terms.filter((one) => one === officeHours().payDays.amount).length).toBeGreaterThanOrEqual(40)
    for (const { content } of policies)
      if (content.payDays !== null) expect(content.text).toContain(`${content.payDays}个工作日`)
  })

  it('come from four levels, one of them forwarded, and some are had without applying', () => {
    expect(new Set(policies.map(({ content }) => content.level)).size).toBe(4)
    const forwarded = policies.filter(({ content }) => content.competition?.kind === 'forwarded')
    expect(forwarded.map(({ content }) => content.level)).toEqual(['country'])
    const instant = firms.filter(({ content }) => content.way === 'instant')
    expect(instant.length).toBeGreaterThanOrEqual(3)
    for (const { content } of instant) expect(content.materials.every(({ held }) => held)).toBe(true)
  })

  it('belong to items 11 to 26 where they are for households, every item with one', () => {
    const items = new Set(households.map(({ item }) => item))
    expect([...items].sort((a, b) => Number(a) - Number(b))).toEqual(
      loadCatalogue('village')
        .filter(({ no }) => no >= 11 && no <= 26)
        .map(({ no }) => no),
    )
    for (const { item } of firms) expect(item).toBeNull()
  })
})

describe('the windows', () => {
  const day = shanghaiDate(base)
  const statuses = firms.map(({ key, content }) => ({
    key,
    window: content.window,
    ...windowStatus(content, null, day, workingDayTable()),
  }))
  const windowOf = (key: string) => byKey.get(key)?.content.window

  it('are those of the paper', () => {
    expect(windowOf('green-food')).toEqual({ kind: 'dates', from: '2026-12-01', to: '2027-03-18' })
    expect(windowOf('facility-field')).toEqual({ kind: 'dates', from: '2026-11-01', to: '2026-12-10' })
    expect(windowOf('farm-machine')).toMatchObject({ kind: 'untilSpent' })
    expect(windowOf('key-group-jobs')?.kind).toBe('rolling')
    expect(windowOf('expansion-jobs')).toMatchObject({ to: '2026-12-31' })
    expect(windowOf('rd-subsidy')).toMatchObject({ to: '2026-11-28' })
    expect(windowOf('guesthouse-star')).toEqual({ kind: 'dates', from: '2026-11-20', to: '2026-12-31' })
    expect(windowOf('startup-insurance')?.kind).toBe('rolling')
  })

  it.each([1, 3, 7])('close in %d working days somewhere', (left) => {
    expect(statuses.some(({ workingDaysLeft }) => workingDaysLeft === left)).toBe(true)
  })

  it('are of every kind: soon open, open, closed, always open, until the money is spent', () => {
    const states = new Set(statuses.map(({ state }) => state))
    for (const state of ['notYet', 'open', 'closing', 'closed'] as const) expect(states).toContain(state)
    const soon = statuses.filter(
      ({ state, opensOn }) => state === 'notYet' && (opensOn ?? '') <= '2026-12-07',
    )
    expect(soon.length).toBeGreaterThanOrEqual(3)
    const of = (kind: string) => statuses.filter(({ window }) => window.kind === kind)
    for (const kind of ['always', 'untilSpent', 'rolling', 'dates'])
      expect(of(kind).length).toBeGreaterThan(1)
    expect(statuses.some(({ workingDaysLeft }) => workingDaysLeft === 'undetermined')).toBe(true)
  })
})
