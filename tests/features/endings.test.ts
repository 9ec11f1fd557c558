import type { RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import {
  completeContent,
  published,
  renewed,
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
})
