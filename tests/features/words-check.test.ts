import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { recheckWords } from '../../server/src/channels/words'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { peopled, published, renewed, type Village, village } from '../api/notices-setup'
import { StillClock, testApp } from '../support/app'

const township = '310116109'
const minute = 60_000
const path = '/wxa/msg_sec_check'
const bad = '骂人的话'
let t: Village
let emulator: RunningWeChatEmulator
beforeEach(async () => {
  const clock = new StillClock()
  emulator = await startWeChatEmulator({
    clock,
    appid: 'wx-test',
    secret: 'secret',
    quotas: { words: { minute: 3 } },
  })
  emulator.words.judge(bad, { suggest: 'risky', label: 20003 })
  emulator.words.judge('说不准', { suggest: 'review', label: 10001 })
  emulator.users.add({ openid: 'o-villager' })
  emulator.users.visit('o-villager')
  t = await peopled(await testApp({ clock, wechatUrl: emulator.url }))
})
afterEach(async () => {
  await t.close()
  await emulator.close()
})

const asks = (text: string, more: object = {}) =>
  t.ask('POST /api/questions', {
    body: { region: village.code, kind: 'question', text, ...more },
    token: renewed(t, 'villager'),
  })
const desk = async (code = township) =>
  t.ask('GET /api/regions/:code/word-checks', { params: { code }, token: renewed(t, 'officer') })
const calls = () => emulator.log.filter((entry) => entry.path === path).length
const questions = () => t.deps.models.Question.countDocuments({})
const later = async (ms: number) => {
  t.clock.advance(ms)
  await recheckWords(t.deps)
}

describe('words that WeChat does not let pass', () => {
  it.each([
    ['risky', bad, '辱骂'],
    ['review', '说不准', '广告'],
  ])('(%s) are refused at their field, with a way on, and are not kept', async (_suggest, word, label) => {
    const answer = await asks(`路灯坏了，${word}`)
    expect([answer.status, answer.error.code]).toEqual([422, 'wordsRefused'])
    expect(answer.error.message).toContain('当面说')
    expect(answer.error.fields).toEqual([{ field: 'text', message: expect.stringContaining(label) }])
    expect(await questions()).toBe(0)
    expect((await desk()).body).toMatchObject({ words: [], waiting: 0 })
  })

  it('are refused too where the answer is the error code of the first edition, and others are still asked about', async () => {
    emulator.faults.arm({ path, mode: 'errcode', errcode: 87014 })
    const answer = await asks('路灯坏了')
    expect([answer.status, answer.error.code]).toEqual([422, 'wordsRefused'])
    expect((await asks(bad)).status).toBe(422)
    expect((await desk()).body).toMatchObject({ words: [], waiting: 0 })
  })

  it('are refused as a name too, and a good one is taken', async () => {
    const name = (value: string) => t.ask('PUT /api/me', { body: { name: value }, token: t.token.villager })
    expect((await name(bad)).error.fields).toEqual([
      { field: 'name', message: expect.stringContaining('称呼：没有通过') },
    ])
    expect((await name('老沈')).body.name).toBe('老沈')
  })
})

describe('words that WeChat cannot be asked about', () => {
  const kept = async (text: string) => {
    expect((await asks(text)).status).toBe(201)
    expect((await desk()).body).toMatchObject({ words: [], waiting: 1 })
  }

  it.each(['http500', 'reset', 'timeout'] as const)(
    'in an outage (%s) are kept, are asked about later, and the township is told without a name',
    async (mode) => {
      emulator.faults.arm({ path, mode, times: 5 })
      await kept(`路灯坏了，${bad}`)
      emulator.faults.clear()
      await later(minute)
      const { words, waiting } = (await desk()).body
      expect(waiting).toBe(0)
      expect(words).toMatchObject([
        { whatText: '意见和投诉', title: '内容', text: `路灯坏了，${bad}`, why: '有骂人的话' },
      ])
      expect(JSON.stringify(words)).not.toContain('villager')
      // It is told, and nothing is taken away.
      expect(await questions()).toBe(1)
    },
  )

  it('by somebody who was not there within two hours are asked about when they come again', async () => {
    t.clock.advance(2 * 60 * minute + 1)
    await kept('路灯什么时候修？')
    await later(minute)
    expect((await desk()).body.waiting).toBe(1)
    emulator.users.visit('o-villager')
    await later(60 * minute)
    expect((await desk()).body).toMatchObject({ words: [], waiting: 0 })
    expect(await t.deps.models.UncheckedWords.countDocuments({})).toBe(0)
  })

  it('beyond the quota of the minute wait for the next, without another call', async () => {
    for (let n = 0; n < 3; n++) expect((await asks(`第 ${n} 件事`)).status).toBe(201)
    await kept('第 4 件事')
    const before = calls()
    await asks('第 5 件事')
    expect(calls()).toBe(before)
    await later(minute)
    expect((await desk()).body.waiting).toBe(0)
  })

  it('are the same words when they are sent again, and are forgotten after thirty days unless they are found', async () => {
    emulator.faults.arm({ path, mode: 'http500', times: 9 })
    await kept('路灯什么时候修？')
    await asks('路灯什么时候修？')
    const [doc] = await t.deps.models.UncheckedWords.find({}).lean()
    expect(doc?.expiresAt).toEqual(new Date(t.clock.now().getTime() + 30 * 24 * 60 * minute))
    expect((await desk()).body.waiting).toBe(1)
    emulator.faults.clear()
    emulator.words.judge('路灯', { suggest: 'risky', label: 20003 })
    await later(minute)
    expect(await t.deps.models.UncheckedWords.find({}).lean()).toMatchObject([
      { state: 'found', expiresAt: null },
    ])
  })

  it('go with the notice that they are about', async () => {
    const { notice } = await published(t, 41)
    emulator.faults.arm({ path, mode: 'http500', times: 9 })
    await asks('这一行写错了吧？', { notice })
    expect(await t.deps.models.UncheckedWords.countDocuments({ about: notice })).toBe(1)
    for (const { takedown } of t.deps.features)
      await takedown?.erase?.(t.deps, { kind: 'notice', id: notice })
    expect(await t.deps.models.UncheckedWords.countDocuments({})).toBe(0)
  })
})

describe('the list of what did not pass', () => {
  const found = async () => {
    emulator.faults.arm({ path, mode: 'http500' })
    await asks(bad)
    await later(minute)
    return (await desk()).body.words[0]?.id ?? ''
  }

  it('is for the township alone, and leaves it when the township has seen to it', async () => {
    const id = await found()
    const params = { code: township }
    for (const who of ['clerk', 'villager', 'publisher'] as const)
      expect(
        (await t.ask('GET /api/regions/:code/word-checks', { params, token: renewed(t, who) })).status,
      ).toBe(403)
    expect((await desk(village.code)).status).toBe(403)
    const done = (who: 'clerk' | 'officer') =>
      t.ask('POST /api/word-checks/:id/done', { params: { id }, token: renewed(t, who) })
    expect((await done('clerk')).status).toBe(404)
    expect((await done('officer')).status).toBe(200)
    expect((await done('officer')).status).toBe(404)
    expect((await desk()).body.words).toEqual([])
    expect(await questions()).toBe(1)
  })
})

describe('where the words stand', () => {
  const foundOf = async (more: object) => {
    emulator.faults.arm({ path, mode: 'http500' })
    const { body } = await asks(bad, more)
    await later(minute)
    const [one] = (await desk()).body.words
    return { id: body.id, one }
  }

  it('is said with the number, where the township may open it', async () => {
    const { id, one } = await foundOf({ township: true })
    expect(one).toMatchObject({ within: id, region: { code: village.code } })
    expect(one?.todo).toContain('打开原件')
    const opened = await t.ask('GET /api/questions/:id', { params: { id }, token: renewed(t, 'officer') })
    expect(opened.body.rounds[0]?.text).toBe(bad)
  })

  it('is the village’s to deal with, where the township may not open it, until it is late', async () => {
    const { id, one } = await foundOf({})
    expect(one?.within).toBeNull()
    expect(one?.todo).toContain(`原件在${one?.region?.name}`)
    t.clock.advance(17 * 24 * 60 * minute)
    expect((await desk()).body.words[0]?.within).toBe(id)
  })

  it('is not said of what no longer has the words', async () => {
    const { id } = await foundOf({ township: true })
    await t.deps.models.Question.updateOne({ _id: id }, { $set: { 'rounds.0.text': '' } })
    expect((await desk()).body.words[0]?.within).toBeNull()
  })

  it('is said of an appeal', async () => {
    emulator.faults.arm({ path, mode: 'http500' })
    const body = { region: village.code, item: 16, text: bad }
    const made = await t.ask('POST /api/appeals', { body, token: renewed(t, 'villager') })
    await later(minute)
    expect((await desk()).body.words).toMatchObject([
      { whatText: '诉求', within: made.body.id, region: { code: township } },
    ])
  })
})

describe('without WeChat', () => {
  it('words are kept and wait until it is connected', async () => {
    const alone = await peopled(
      await testApp({ env: { WECHAT_APPID: '', WECHAT_SECRET: '', WECHAT_EVENT_TOKEN: '' } }),
    )
    const body = { region: village.code, kind: 'question', text: '路灯什么时候修？' }
    expect((await alone.ask('POST /api/questions', { body, token: alone.token.villager })).status).toBe(201)
    expect(await alone.deps.models.UncheckedWords.countDocuments({ state: 'waiting' })).toBe(1)
    expect(await recheckWords(alone.deps)).toBe(0)
    await alone.close()
  })
})
