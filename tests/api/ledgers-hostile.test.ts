import type { LedgerPart } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { october, partOf } from '../support/ledgers'
import { completeContent, draftOf, renewed, type Village, villageApp } from './notices-setup'

let v: Village
beforeAll(async () => {
  v = await villageApp()
})
afterAll(() => v.close())

const token = () => renewed(v, 'clerk')
async function stated(item: number, ledger: LedgerPart) {
  const { notice, revision } = await draftOf(v, item, completeContent(item))
  const content = { ledger }
  const saved = await v.ask('PUT /api/notices/:id', {
    params: { id: notice },
    body: { revision, content },
    token: token(),
  })
  const sent = () =>
    v.ask('POST /api/notices/:id/submit', {
      params: { id: notice },
      body: { revision: saved.body.revision, confirmed: true },
      token: token(),
    })
  return { saved, sent }
}

const bare = { opening: null, closing: null } as const

describe('a period that cannot be', () => {
  it.each([
    [39, 'committee', '9999-12'],
    [39, 'committee', '1000-01'],
    [38, 'committee', '9999'],
    [47, 'committee', '9999-12-27'],
    [47, 'committee', '1900-01-01'],
    [31, 'cooperative', '1979-Q4'],
    [31, 'cooperative', '2201-Q1'],
  ] as const)('of item %s, %s: %s is refused at once', async (item, body, period) => {
    const { saved } = await stated(item, { body, period, ...bare })
    expect([saved.status, saved.error.fields?.[0]?.field]).toEqual([422, 'content.ledger.period'])
    expect(saved.error.fields?.[0]?.message).toMatch(/请重新选期别。$/)
  })

  it('a budget is of next year at most', async () => {
    const near = await stated(38, { body: 'committee', period: '2027', ...bare })
    const far = await stated(38, { body: 'committee', period: '2028', ...bare })
    const said = (await far.sent()).error.fields
    expect([near.saved.status, far.saved.status]).toEqual([200, 200])
    expect(said).toContainEqual({ field: 'content.ledger.period', message: '2028年还没有到，请重新选期别。' })
    expect(JSON.stringify((await near.sent()).error?.fields ?? [])).not.toContain('还没有到')
  })
})

it.each([
  ['opening', 1e308],
  ['opening', -1e14],
  ['closing', 1.5],
  ['closing', '1'],
  ['closing', {}],
  ['body', 'county'],
  ['period', '2026-10\u0000'],
  ['period', '__proto__'],
  ['constructor', 1],
])('%s = %p is refused with its field', async (field, value) => {
  const { saved } = await stated(39, { ...partOf(october), [field]: value })
  expect([saved.status, saved.error.fields?.[0]?.field]).toEqual([422, `content.ledger.${field}`])
})
