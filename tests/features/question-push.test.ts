import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import { questions } from '../../server/src/features/questions'
import { renewed, type Village, village, villageApp, type Who } from '../api/notices-setup'

let t: Village
beforeEach(async () => {
  await t?.close()
  t = await villageApp()
})
afterAll(() => t.close())

const run = () => newEngine(t.deps).runOnce()
const says = async (who: Who, more: object = {}) => {
  const body = { region: village.code, kind: 'complaint', text: '15 组的路灯坏了三个月', ...more }
  return (await t.ask('POST /api/questions', { body, token: renewed(t, who) })).body
}
const answer = (id: string, who: Who) =>
  t.ask('POST /api/questions/:id/answer', {
    params: { id },
    body: { text: '下周来修。' },
    token: renewed(t, who),
  })
const again = (id: string) =>
  t.ask('POST /api/questions/:id/again', {
    params: { id },
    body: { text: '还是没有修好。' },
    token: renewed(t, 'villager'),
  })
const inbox = async (who: Who) =>
  (await t.ask('GET /api/me/inbox', { query: {}, token: renewed(t, who) })).body.items
const toldOf = async () =>
  [...new Set((await t.deps.models.Match.find({ kind: 'work' }).lean()).map(({ person }) => person))].sort()
const at = (time: string) => t.clock.moveTo(new Date(`2026-11-${time}+08:00`))

describe('what waits for an answer', () => {
  it('is told to who is to answer, and says nothing of who asks or what', async () => {
    const { id } = await says('villager')
    await run()
    expect(await toldOf()).toEqual(['p-both', 'p-clerk', 'p-clerk2', 'p-publisher'])
    const [entry] = await inbox('clerk')
    expect(entry).toMatchObject({
      kind: 'work',
      reasons: ['等您来办'],
      notice: {
        title: '有一条投诉等您答复',
        plain: null,
        link: `reading/question/index?id=${id}`,
        stateText: null,
      },
    })
    expect(JSON.stringify(entry)).not.toMatch(/路灯|villager/)
    expect((await answer(id, 'publisher')).status).toBe(200)
    expect((await inbox('clerk'))[0]?.notice.stateText).toBe('已办')
    const why = await t.ask('GET /api/me/inbox/:id/why', {
      params: { id: entry?.id ?? '' },
      token: renewed(t, 'clerk'),
    })
    expect(why.status).toBe(200)
  })

  it('asked again goes to the next step: the supervisors, then the township', async () => {
    const { id } = await says('villager')
    await run()
    await answer(id, 'clerk')
    await again(id)
    await run()
    expect((await inbox('supervisor')).map(({ notice }) => notice.stateText)).toEqual([null])
    expect(await inbox('officer')).toEqual([])
    await answer(id, 'supervisor')
    await again(id)
    await run()
    await run()
    expect((await inbox('officer')).map(({ notice }) => notice.title)).toEqual(['有一条投诉等您答复'])
    expect(await t.deps.models.Announcement.countDocuments({ 'subject.kind': 'question' })).toBe(3)
  })

  it('sent to the township at once is not told to the village', async () => {
    await says('villager', { township: true, kind: 'question' })
    await run()
    expect(await toldOf()).toEqual(['p-officer'])
    expect((await inbox('officer'))[0]?.notice.title).toBe('有一条提问等您答复')
  })

  it('is never told to who asks it, though they hold a post', async () => {
    await says('clerk', { kind: 'opinion' })
    await run()
    expect(await toldOf()).toEqual(['p-both', 'p-clerk2', 'p-publisher'])
  })

  it('waits in quiet hours, and what was answered meanwhile is not told in the morning', async () => {
    at('20T22:30:00')
    const { id } = await says('villager')
    await run()
    await answer(id, 'clerk')
    at('21T07:01:00')
    await run()
    const found = await t.deps.models.Match.find({ kind: 'work' }).lean()
    expect(found.length).toBeGreaterThan(0)
    expect(found.map(({ state, outcome }) => [state, outcome])).toEqual(found.map(() => ['dropped', 'done']))
    expect(await inbox('clerk')).toEqual([])
  })

  it('is forgotten by no crash: what was not told is told by the minute’s job, once', async () => {
    const { Announcement, Question } = t.deps.models
    const { id } = await says('villager')
    await Announcement.deleteMany({})
    await Question.updateOne({ _id: id }, { owed: true })
    const [job] = questions.jobs(t.deps)
    await job?.run()
    await job?.run()
    expect(await Announcement.countDocuments({ 'subject.kind': 'question' })).toBe(1)
    expect((await Question.findById(id).lean())?.owed).toBe(false)
  })
})
