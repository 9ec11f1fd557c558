import type { RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { begun, correctedTo, saved } from '../api/corrections-setup'
import {
  approved,
  completeContent,
  published,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from '../api/notices-setup'
import type { AskOptions } from '../support/app'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const as = <K extends RouteKey>(who: Who | null, key: K, options: AskOptions<K> = {}) =>
  t.ask(key, { ...options, ...(who ? { token: renewed(t, who) } : {}) })
const at = (id: string) => ({ params: { id } })
const listed = async () =>
  (
    await as('villager', 'GET /api/regions/:code/notices', { params: { code: village.code }, query: {} })
  ).body.items.map(({ id }) => id)

describe('a withdrawn notice', () => {
  it('stays readable under a banner, and is current no more', async () => {
    const { notice: id } = await published(t, 27)
    const done = await as('publisher', 'POST /api/notices/:id/withdraw', {
      ...at(id),
      body: { reason: '用错了季度的表' },
    })
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({ state: 'withdrawn', gone: false, plain: '一句话把最要紧的事说清楚。' })
    expect(done.body.banners).toEqual([
      expect.objectContaining({
        kind: 'withdrawn',
        text: '这条公开已撤回，不再有效。原因：用错了季度的表。原文留在下面备查。',
        reason: '用错了季度的表',
      }),
    ])
    expect(await listed()).not.toContain(id)
    const read = await as('villager', 'GET /api/notices/:id', at(id))
    expect(read.body).toMatchObject({ state: 'withdrawn', body: expect.stringContaining('正文第一段') })
    const item = await as(null, 'GET /api/screens/item', { query: { region: village.code, no: 27 } })
    expect(item.body).toMatchObject({ state: 'missing', published: 0 })
    expect(item.body.notices).toEqual([
      expect.objectContaining({ id, state: 'withdrawn', stateText: '已撤回' }),
    ])
  })

  it('is withdrawn by its publisher or the township, with a reason that names nobody’s number', async () => {
    const { notice: id } = await published(t, 27)
    const ask = (who: Who, reason: string) =>
      as(who, 'POST /api/notices/:id/withdraw', { ...at(id), body: { reason } })
    for (const who of ['clerk', 'supervisor', 'villager', 'neighbour'] as const) {
      expect((await ask(who, '错了')).status).toBe(403)
    }
    expect((await ask('publisher', '  ')).error.fields).toEqual([
      { field: 'reason', message: '撤回的原因：请写明为什么，大家看得到。' },
    ])
    expect((await ask('publisher', '号码13812345678写错')).status).toBe(422)
    const done = await ask('officer', '金额有误')
    expect(done.body.banners[0]?.by).toBe('人officer（镇经办）')
    expect((await ask('publisher', '再来一次')).error.code).toBe('wrongState')
  })
})

describe('an emergency that is withdrawn', () => {
  it('is taken back from everybody as it was told: at once', async () => {
    const urgencyOf = async (no: number) => {
      const { notice: id } = await published(t, no)
      await as('publisher', 'POST /api/notices/:id/withdraw', {
        ...at(id),
        body: { reason: '不用转移了', tell: true },
      })
      const told = { 'subject.id': id, kind: 'withdrawn' as const }
      return (await t.deps.models.Announcement.findOne(told).lean())?.urgency
    }
    expect([await urgencyOf(50), await urgencyOf(27)]).toEqual(['emergency', 'ordinary'])
  })
})

describe('a correction of a notice that was withdrawn', () => {
  it('is on no other desk than its writer’s, and can be neither published nor scheduled', async () => {
    const { notice: id } = await published(t, 27)
    const draft = await saved(t, await begun(t, id), {}, { note: '改', size: 'major' })
    const work = await approved(t, await submitted(t, draft))
    const desk = async (who: Who) =>
      (await as(who, 'GET /api/screens/desk', { query: { region: village.code } })).body
    const waiting = (lines: readonly { notice: string }[]) => lines.some(({ notice }) => notice === id)
    expect(waiting((await desk('publisher')).approved)).toBe(true)
    await as('publisher', 'POST /api/notices/:id/withdraw', { ...at(id), body: { reason: '错了' } })
    expect(waiting((await desk('publisher')).approved)).toBe(false)
    expect(waiting((await desk('clerk')).drafts)).toBe(true)
    const { contentHash } = work
    const scheduled = await as('publisher', 'POST /api/notices/:id/schedule', {
      ...at(id),
      body: { at: new Date(t.clock.now().getTime() + 3_600_000).toISOString(), contentHash },
    })
    expect(scheduled.error.code).toBe('wrongState')
    const { abilities } = (await as('publisher', 'GET /api/screens/edit', { query: { id } })).body.work
    for (const verb of ['publish', 'schedule']) {
      expect(abilities.find((one) => one.verb === verb)?.failureReasons).toEqual([
        '这条公开已被撤回、遮住或撤下，现在不能发布更正。',
      ])
    }
  })
})

describe('a hidden notice', () => {
  it('is read by nobody but those who decide, for 24 hours', async () => {
    const { notice: id } = await published(t, 31, completeContent(31, { table: true, title: '流转表甲' }))
    const hidden = await as('supervisor', 'POST /api/notices/:id/hide', {
      ...at(id),
      body: { reason: '第三行多了号码' },
    })
    expect(hidden.body).toMatchObject({ gone: false, title: '流转表甲' })
    expect(hidden.body.banners[0]).toMatchObject({ kind: 'hidden', reason: '第三行多了号码' })
    for (const who of [null, 'villager', 'clerk', 'neighbour'] as const) {
      const read = await as(who, 'GET /api/notices/:id', at(id))
      expect(read.body).toMatchObject({
        gone: true,
        plain: null,
        body: null,
        table: null,
        elements: [],
        pictures: [],
      })
      expect(JSON.stringify(read.body)).not.toMatch(/流转表甲|第三行|沈大明/)
      expect((await as(who, 'GET /api/notices/:id/rows', { ...at(id), query: {} })).status).toBe(404)
      expect((await as(who, 'GET /api/notices/:id/editions', at(id))).status).toBe(404)
      const screen = await as(who, 'GET /api/screens/notice', { query: { id } })
      expect(screen.body).toMatchObject({ endings: [], editions: 0 })
    }
    for (const who of ['publisher', 'officer'] as const) {
      expect((await as(who, 'GET /api/notices/:id', at(id))).body).toMatchObject({
        gone: false,
        title: '流转表甲',
      })
    }
    expect(await listed()).not.toContain(id)
    t.clock.advance(24 * 3_600_000 - 1)
    expect((await as('villager', 'GET /api/notices/:id', at(id))).body.gone).toBe(true)
    t.clock.advance(1)
    const again = await as('villager', 'GET /api/notices/:id', at(id))
    expect(again.body).toMatchObject({ gone: false, title: '流转表甲' })
    expect(again.body.banners.map(({ kind }) => kind)).toEqual(['shownAgain'])
    expect(await listed()).toContain(id)
    await finishPending(t.deps)
    expect((await as('villager', 'GET /api/notices/:id', at(id))).body).toEqual({ ...again.body })
    const stored = await t.deps.models.Notice.findById(id).lean()
    expect(stored).toMatchObject({
      hidden: null,
      steps: [{ verb: 'hide' }, { verb: 'unhide', person: null }],
    })
  })

  it('is read in no difference, no inbox and on no desk', async () => {
    const { notice: id } = await published(t, 31, completeContent(31, { table: true, title: '流转表乙' }))
    const work = await begun(t, id)
    const row = { household: 'HT-15-001', cells: ['15组', '陆小青', 226, 70_000] }
    await correctedTo(
      t,
      id,
      {},
      { note: '改了一行', size: 'major' },
      { draft: work, rows: [{ key: 'k1', row }] },
    )
    await t.deps.models.Match.create({
      _id: `${id}:published:p-villager`,
      announcement: id,
      person: 'p-villager',
      subject: { kind: 'notice', id },
      region: village.code,
      kind: 'published',
      urgency: 'ordinary',
      reasons: ['household'],
      at: t.clock.now(),
      lane: 'now',
      nextAt: t.clock.now(),
    })
    const inbox = async () =>
      (await as('villager', 'GET /api/me/inbox', { query: {} })).body.items.find(
        ({ notice }) => notice.id === id,
      )
    expect((await inbox())?.changes).not.toEqual([])
    const difference = (who: Who, no: number) =>
      as(who, 'GET /api/notices/:id/editions/:no/difference', {
        params: { id, no },
        query: { work: true },
      })
    expect((await difference('clerk', 2)).status).toBe(200)
    await as('supervisor', 'POST /api/notices/:id/hide', { ...at(id), body: { reason: '先核对' } })
    expect((await inbox())?.changes).toEqual([])
    expect((await difference('clerk', 2)).error.code).toBe('hiddenNow')
    const desk = await as('clerk', 'GET /api/screens/desk', { query: { region: village.code } })
    expect(JSON.stringify(desk.body)).not.toContain('流转表乙')
  })
})

describe('the desk', () => {
  it('names no notice published that was withdrawn, and none that was taken down', async () => {
    const published27 = await Promise.all(['甲', '乙'].map(() => published(t, 27)))
    const [withdrawn = '', taken = ''] = published27.map(({ notice }) => notice)
    await as('publisher', 'POST /api/notices/:id/withdraw', { ...at(withdrawn), body: { reason: '重复了' } })
    await as('publisher', 'POST /api/notices/:id/hide', { ...at(taken), body: { reason: '先核对' } })
    await as('supervisor', 'POST /api/notices/:id/takedown', {
      ...at(taken),
      body: { reason: '误带信息', kinds: ['name'] },
    })
    const desk = await as('clerk', 'GET /api/screens/desk', { query: { region: village.code } })
    const { published: lines } = desk.body
    expect(lines.find(({ notice }) => notice === withdrawn)?.stateText).toBe('已撤回')
    expect(lines.some(({ notice }) => notice === taken)).toBe(false)
  })
})

describe('a list of names whose notice period is over', () => {
  const day = 86_400_000
  it('keeps only totals, in every edition and in the search; each household reads its own row', async () => {
    const { notice: id } = await published(t, 23, completeContent(23, { table: true, title: '补贴公示' }))
    const table = async (who: Who) => (await as(who, 'GET /api/notices/:id', at(id))).body
    t.clock.advance(15 * day - 1)
    expect((await table('clerk2')).table?.rows).toHaveLength(3)
    t.clock.advance(1)
    for (const who of ['clerk2', 'outsider'] as const) {
      const { body } = await as(who, 'GET /api/notices/:id/rows', { ...at(id), query: {} })
      expect(body.rows.map(({ own }) => own)).toEqual(who === 'outsider' ? [true] : [])
    }
    const read = await table('outsider')
    expect(read.banners.map(({ kind, text }) => ({ kind, text }))).toEqual([
      { kind: 'folded', text: '公示期已满，名单已收起，只留户数和总额。您家的在“我家”里看。' },
    ])
    expect(read.table).toMatchObject({ total: 3, access: 'own' })
    const query = { region: village.code, q: '沈大明' }
    const found = await as('outsider', 'GET /api/screens/search', { query })
    expect(found.body.notices.map((one) => one.id)).not.toContain(id)
    const copied = await as('clerk2', 'GET /api/notices/:id/rows', { ...at(id), query: { work: true } })
    expect(copied.error.message).toBe('公示期已满，名单已收起，不能再取用。')
  })

  it('of an item that publishes no such list stays', async () => {
    const { notice: id } = await published(t, 31, completeContent(31, { table: true }))
    t.clock.advance(40 * day)
    expect((await as('clerk', 'GET /api/notices/:id', at(id))).body).toMatchObject({
      banners: [],
      table: { access: 'all' },
    })
  })
})

describe('the repeat of a request', () => {
  it('finds its one effect; another request under the key is refused', async () => {
    const { notice: id } = await published(t, 27)
    const headers = { 'idempotency-key': 'hide-once' }
    const ask = (reason: string) =>
      as('supervisor', 'POST /api/notices/:id/hide', { ...at(id), headers, body: { reason } })
    const [first, second] = [await ask('多了一列'), await ask('多了一列')]
    expect(second.body).toEqual(first.body)
    expect((await ask('别的')).error.code).toBe('idempotencyReused')
    const other = await as('supervisor', 'POST /api/notices/:id/unhide', { ...at(id), headers, body: {} })
    expect(other.error.code).toBe('idempotencyReused')
    expect((await t.deps.models.Notice.findById(id).lean())?.steps).toHaveLength(1)
  })
})

describe('four eyes', () => {
  it('who hid it cannot confirm, nor hide it again; nothing is taken down unhidden', async () => {
    const { notice: id } = await published(t, 27)
    const body = { reason: '误带号码', kinds: ['phone'] }
    const takedown = (who: Who) => as(who, 'POST /api/notices/:id/takedown', { ...at(id), body })
    const hide = (who: Who) =>
      as(who, 'POST /api/notices/:id/hide', { ...at(id), body: { reason: '误带号码' } })
    expect((await takedown('publisher')).error.message).toBe('请先遮住，再由另一个人确认撤下。')
    for (const who of ['clerk', 'villager', 'neighbour'] as const) expect((await hide(who)).status).toBe(403)
    expect((await hide('supervisor')).status).toBe(200)
    expect((await takedown('supervisor')).error.code).toBe('secondPerson')
    expect((await takedown('clerk')).status).toBe(403)
    await as('supervisor', 'POST /api/notices/:id/unhide', { ...at(id), body: {} })
    expect((await hide('supervisor')).error.message).toMatch(/^您遮住过一次/)
    expect((await hide('publisher')).status).toBe(200)
    const before = await as('clerk', 'POST /api/notices/:id/correct', { ...at(id), body: {} })
    expect(before.error.code).toBe('hiddenNow')
    expect((await takedown('officer')).body).toMatchObject({ notice: { state: 'takenDown', gone: true } })
  })
})
