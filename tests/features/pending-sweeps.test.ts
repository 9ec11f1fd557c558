import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { EditionDoc, NoticeDoc } from '../../server/src/features/notices'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { finishPendingClaims } from '../../server/src/features/verification/tie'
import type { ClaimDoc } from '../../server/src/features/verification/verification.model'
import { anAccount, aVillage, emptyAll, village } from '../api/identity/people'
import { type TestApp, testApp } from '../support/app'
import { commandCounter } from '../support/commands'

/** More than two pages of a sweep. */
const many = 450
const hour = 3_600_000
let t: TestApp
let count: ReturnType<typeof commandCounter>

beforeAll(async () => {
  t = await testApp({ monitorCommands: true })
  count = commandCounter(t.deps.db)
})
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
})
afterAll(() => t.close())

const ids = Array.from({ length: many }, (_, n) => `held-${String(n).padStart(3, '0')}`)
const last = 'z-last'

const noticeOf = (_id: string, more: Partial<NoticeDoc>): NoticeDoc => ({
  _id,
  region: village,
  item: 31,
  category: 'subsidy',
  state: 'none',
  current: null,
  head: null,
  owed: [],
  author: 'own-clerk',
  createdAt: t.clock.now(),
  madeBy: null,
  madeHash: null,
  ...more,
})
const editionOf = (_id: string, more: Partial<EditionDoc>): EditionDoc => ({
  _id,
  notice: _id,
  region: village,
  item: 31,
  editionNo: 1,
  state: 'draft',
  revision: 0,
  author: 'own-clerk',
  authorAccount: 'clerk',
  title: '题',
  plain: '',
  elements: [],
  body: '正文',
  table: null,
  pictures: [],
  contentHash: '',
  parts: null,
  approvedHash: null,
  publishedAt: null,
  owed: [],
  lastKey: null,
  history: [],
  updatedAt: t.clock.now(),
  ...more,
})

const findsOf = (commands: string[], collection: string) =>
  commands.filter((one) => one === `find ${collection}`).length

describe('hundreds that cannot be finished yet do not delay the one after them, and come a page at a time', () => {
  it('of published editions', async () => {
    const { Edition, Notice } = t.deps.models
    const at = t.clock.now()
    await Edition.insertMany([
      // No such village: finishing fails.
      ...ids.map((id) => editionOf(id, { region: '999', state: 'published', owed: ['current'] })),
      editionOf(last, { state: 'published', owed: ['current'], publishedAt: at }),
    ])
    await Notice.create(noticeOf(last, {}))
    const { answer, commands } = await count(() => finishPending(t.deps))
    expect(answer).toBe(1)
    expect(findsOf(commands, 'editions')).toBeGreaterThanOrEqual(many / 20)
    expect(await Notice.findById(last).lean()).toMatchObject({ state: 'published', owed: [] })
    expect(await Edition.countDocuments({ owed: 'current' })).toBe(many)
  })

  it('of row sets that were saved just now', async () => {
    const { Edition } = t.deps.models
    await Edition.insertMany([
      ...ids.map((id) => editionOf(id, { owed: ['rows'] })),
      editionOf(last, { owed: ['rows'], updatedAt: new Date(t.clock.now().getTime() - hour) }),
    ])
    const { answer, commands } = await count(() => finishPending(t.deps))
    expect(answer).toBe(1)
    // Three pages, and one look each for what was published, for rows that are copied and for work to be told.
    expect(findsOf(commands, 'editions')).toBe(6)
    expect(await Edition.countDocuments({ owed: 'rows' })).toBe(many)
    expect(await Edition.findById(last).lean()).toMatchObject({ owed: [], body: '正文' })
  })

  it('of notices, whatever they still need', async () => {
    const { Notice, Edition } = t.deps.models
    await Edition.insertMany(ids.map((id) => editionOf(id, { state: 'submitted' })))
    await Notice.insertMany([
      ...ids.map((id) => noticeOf(id, { owed: ['edition'] })),
      noticeOf(last, { owed: ['edition'], createdAt: new Date(t.clock.now().getTime() - 2 * hour) }),
      noticeOf('z-discard', { owed: ['discard'] }),
      noticeOf('z-announce', { owed: ['announce'] }),
    ])
    const { answer, commands } = await count(() => finishPending(t.deps))
    expect(answer).toBe(3)
    // Three pages, and one look each for announcements, discards, leftovers, endings and what is hidden.
    expect(findsOf(commands, 'notices')).toBe(8)
    expect(await Notice.countDocuments({ owed: 'edition' })).toBe(many)
    expect(await Notice.findById(last).lean()).toBeNull()
    expect(await Notice.findById('z-discard').lean()).toBeNull()
    expect(await Notice.findById('z-announce').lean()).toMatchObject({ owed: [] })
  })

  it('of confirmed claims', async () => {
    const { Account, Claim } = t.deps.models
    await anAccount(t, 'wang')
    const claimOf = (_id: string, account: string): ClaimDoc => ({
      _id,
      account,
      region: village,
      householdCode: 'HT-15-001',
      name: '王示例',
      state: 'confirmed',
      openedAt: t.clock.now(),
      settledAt: t.clock.now(),
      settledBy: null,
      reason: null,
      disputed: false,
      resident: 'r-1',
      owed: true,
    })
    await anAccount(t, 'held')
    await Claim.insertMany([...ids.map((id) => claimOf(id, 'held')), claimOf(last, 'wang')])
    const failing = {
      ...t.deps,
      features: [
        {
          name: 'failing',
          people: {
            moved: async (_: unknown, from: string) => {
              if (from === 'own-held') throw new Error('not now')
            },
            ended: async () => undefined,
          },
        },
      ],
    }
    const { answer, commands } = await count(() => finishPendingClaims(failing))
    expect(answer).toBe(1)
    expect(findsOf(commands, 'claims')).toBe(3)
    expect(await Claim.countDocuments({ owed: true })).toBe(many)
    expect(await Account.findById('wang').lean()).toMatchObject({ person: 'r-1' })
  })
})
