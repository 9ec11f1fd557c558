import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { published, renewed, township, type Village, village, villageApp, type Who } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const dayMs = 86_400_000
const say = { region: village.code, kind: 'question' as const, text: '路灯什么时候修？' }
const asked = (who: Who, body: object = {}, headers: Record<string, string> = {}) =>
  t.ask('POST /api/questions', { body: { ...say, ...body }, token: renewed(t, who), headers })
const idOf = async (who: Who, body: object = {}) => (await asked(who, body)).body.id
const on = (id: string) => ({ params: { id } })
const step = (key: 'answer' | 'again', id: string, who: Who, text: string) =>
  t.ask(`POST /api/questions/:id/${key}`, { ...on(id), body: { text }, token: renewed(t, who) })
const close = (id: string, who: Who) =>
  t.ask('POST /api/questions/:id/close', { ...on(id), token: renewed(t, who) })
const read = (id: string, who: Who) => t.ask('GET /api/questions/:id', { ...on(id), token: renewed(t, who) })
const desk = async (who: Who, code = village.code, state: 'open' | 'done' = 'open') =>
  t.ask('GET /api/regions/:code/questions', { params: { code }, query: { state }, token: renewed(t, who) })
const idsOn = async (...of: Parameters<typeof desk>) => (await desk(...of)).body.items.map(({ id }) => id)
const me = async (who: Who) => (await t.ask('GET /api/me', { token: renewed(t, who) })).body

describe('what a villager asks', () => {
  it('has a receipt that says who answers and by when', async () => {
    const { status, body } = await asked('villager')
    expect(status).toBe(201)
    expect(body.id).toMatch(/^20261120-[2-9A-Z]{4}$/)
    expect(body).toMatchObject({
      by: '我',
      stateText: '村民委员会在办，12 月 5 日前答复，还有 15 天',
      can: { answer: false, again: false, close: true },
    })
    const own = await t.ask('GET /api/me/questions', { token: renewed(t, 'villager') })
    expect(own.body.items.map(({ id }) => id)).toContain(body.id)
  })

  it('is read by the asker and by those who answer, and there is nothing for anybody else', async () => {
    const id = await idOf('villager')
    const readers: Who[] = ['villager', 'clerk', 'publisher']
    for (const who of readers) expect((await read(id, who)).status).toBe(200)
    const others: Who[] = ['outsider', 'neighbour', 'officer', 'stranger', 'supervisor']
    for (const who of others) expect((await read(id, who)).status).toBe(404)
    expect(await idsOn('clerk')).toContain(id)
    expect((await desk('villager')).status).toBe(403)
    expect((await desk('clerk', '310116109222')).status).toBe(403)
  })

  it('is asked once for one request, and another under the same key is refused', async () => {
    const headers = { 'idempotency-key': 'one-and-the-same' }
    const [one, other] = await Promise.all([asked('outsider', {}, headers), asked('outsider', {}, headers)])
    expect(other.body.id).toBe(one.body.id)
    const changed = await asked('outsider', { text: '另一件事。' }, headers)
    expect(changed.error.code).toBe('idempotencyReused')
  })

  it('may be about a notice of that place', async () => {
    const { notice } = await published(t, 27)
    const { body } = await asked('villager', { notice })
    expect(body.about).toMatchObject({ notice })
    expect((await asked('villager', { notice, region: township.code })).status).toBe(404)
  })

  it('keeps a name back from those who answer', async () => {
    const id = await idOf('villager', { nameless: true })
    expect((await read(id, 'clerk')).body.by).toBe('一位村民')
    expect(
      (
        await t.app.inject({
          url: `/api/questions/${id}`,
          headers: { authorization: `Bearer ${renewed(t, 'clerk')}` },
        })
      ).body,
    ).not.toContain('villager')
  })

  it.each([
    ['身份证号是 11010519491231002X', '身份证号'],
    ['打我电话 13812345678', '手机号'],
    ['\u200b\u200b', '内容'],
  ])('says nothing that is not kept: %s', async (text, word) => {
    const { status, error } = await asked('villager', { text })
    expect(status).toBe(422)
    expect(error.fields?.[0]?.field).toBe('text')
    expect(error.fields?.[0]?.message).toContain(word)
  })

  it('are at most ten that are open', async () => {
    for (let n = 0; n < 10; n++) expect((await asked('neighbour', { region: village.code })).status).toBe(201)
    expect((await asked('neighbour')).error.code).toBe('tooManyOpen')
  })
})

describe('an answer', () => {
  it('is given once, not by the asker, and shown to them as new until they read it', async () => {
    const id = await idOf('stranger')
    expect((await step('answer', id, 'supervisor', '我来答。')).status).toBe(404)
    const before = (await me('stranger')).answers
    const { body } = await step('answer', id, 'clerk', '下周三前修好。')
    expect(body.rounds[0]?.answer).toMatchObject({ text: '下周三前修好。', by: '人clerk（村经办）' })
    expect((await step('answer', id, 'clerk', '下周三前修好。')).status).toBe(200)
    expect((await step('answer', id, 'publisher', '我也答。')).error.code).toBe('questionAnswered')
    expect((await me('stranger')).answers).toBe(before + 1)
    expect((await read(id, 'stranger')).body.unseen).toBe(true)
    await t.ask('POST /api/questions/:id/seen', { ...on(id), token: renewed(t, 'stranger') })
    expect((await me('stranger')).answers).toBe(before)
    const own = await idOf('clerk')
    expect((await step('answer', own, 'clerk', '我自己答。')).error.code).toBe('ownQuestion')
  })

  it('of two at once one stands, the other is told', async () => {
    const id = await idOf('villager')
    const both = await Promise.all([
      step('answer', id, 'clerk', '甲答。'),
      step('answer', id, 'publisher', '乙答。'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('that does not content goes on to the supervisors, then to the township, each with days of its own', async () => {
    const id = await idOf('villager')
    await step('answer', id, 'clerk', '已经修好。')
    expect((await read(id, 'villager')).body).toMatchObject({ next: '村务监督委员会', can: { again: true } })
    const again = await step('again', id, 'villager', '没有修好。')
    expect(again.body).toMatchObject({
      state: 'open',
      stateText: expect.stringContaining('村务监督委员会在办'),
    })
    await step('answer', id, 'supervisor', '查过了，确实没有。')
    await step('again', id, 'villager', '还是没有人来修。')
    expect(await idsOn('officer', township.code)).toContain(id)
    const last = await step('answer', id, 'officer', '镇里已派人。')
    expect(last.body.next).toBeNull()
    expect((await step('again', id, 'villager', '再问。')).error.code).toBe('questionAnswered')
    expect((await close(id, 'villager')).body).toMatchObject({ state: 'closed', stateText: '已办结' })
  })

  it('waits on the desk of those who owe it', async () => {
    const before = (await me('publisher')).waiting.find(({ what }) => what === 'answer')?.count ?? 0
    const id = await idOf('outsider')
    expect((await me('publisher')).waiting.find(({ what }) => what === 'answer')?.count).toBe(before + 1)
    await close(id, 'outsider')
    expect((await read(id, 'outsider')).body.stateText).toBe('您已撤回')
    expect((await step('answer', id, 'clerk', '晚了。')).error.code).toBe('questionAnswered')
  })
})

describe('what was sent to the township at once', () => {
  it('is not read in the village', async () => {
    const id = await idOf('villager', { township: true, kind: 'complaint' })
    expect((await read(id, 'clerk')).status).toBe(404)
    expect(await idsOn('clerk')).not.toContain(id)
    expect((await read(id, 'officer')).body.rounds[0]?.stepText).toBe('镇政府')
  })
})

describe('what was asked of a notice that is taken down', () => {
  it('is erased with it', async () => {
    const { notice } = await published(t, 27)
    const id = await idOf('villager', { notice, text: '表里多了一列，是谁写的？' })
    await step('answer', id, 'clerk', '多的一列是电话。')
    const reason = { reason: '多了一列' }
    await t.ask('POST /api/notices/:id/hide', {
      params: { id: notice },
      body: reason,
      token: renewed(t, 'supervisor'),
    })
    const taken = await t.ask('POST /api/notices/:id/takedown', {
      params: { id: notice },
      body: { ...reason, kinds: ['phone'] },
      token: renewed(t, 'publisher'),
    })
    expect(taken.status).toBe(200)
    const { body } = await read(id, 'villager')
    expect(JSON.stringify(body)).not.toMatch(/一列/)
    expect(body.rounds[0]).toMatchObject({ text: '', answer: { text: '' } })
  })
})

describe('after fifteen days', () => {
  it('it is the township’s, too, and says so to the asker', async () => {
    const id = await idOf('villager', { text: '河边的垃圾谁来清？' })
    expect(await idsOn('officer', township.code)).not.toContain(id)
    const now = t.clock.now()
    t.clock.moveTo(new Date(now.getTime() + 16 * dayMs))
    try {
      expect((await read(id, 'villager')).body).toMatchObject({
        late: true,
        stateText: '村民委员会应在 12 月 5 日前答复，已过 1 天，已转给镇里督办',
      })
      expect(await idsOn('officer', township.code)).toContain(id)
      const office = await t.ask('GET /api/screens/desk', {
        query: { region: township.code },
        token: renewed(t, 'officer'),
      })
      expect(office.body.questions?.late).toBeGreaterThan(0)
      expect((await step('answer', id, 'officer', '镇里来清。')).status).toBe(200)
      expect(await idsOn('officer', township.code, 'done')).toContain(id)
      expect((await read(id, 'clerk')).status).toBe(200)
    } finally {
      t.clock.moveTo(now)
    }
  })
})
