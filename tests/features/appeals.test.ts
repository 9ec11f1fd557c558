import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { township, village } from '../api/notices-setup'
import { ok } from '../api/policies-setup'
import { type AppealsRig, appealsRig, view } from './appeals-rig'

let rig: AppealsRig
beforeAll(async () => {
  rig = await appealsRig()
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const levelOf = async (id: string) => view(await rig.read(id, rig.tokenFor('wang'))).level
const raised = async (id: string) =>
  view(await rig.read(id, rig.tokenFor('wang')))
    .steps.filter(({ step }) => step === 'raised')
    .map(({ text }) => text)

describe('an appeal', () => {
  it('says at once who has it and by when, and is found again by the same request', async () => {
    const sent = () =>
      rig.ask('POST /api/appeals', {
        body: { region: village.code, item: 16, text: '交了材料，一直没有消息。' },
        token: rig.tokenFor('wang'),
        headers: { 'idempotency-key': 'the-same-request' },
      })
    const made = view(await sent())
    expect(made).toMatchObject({
      ...{ state: 'open', level: 0, levelText: '镇经办', mine: true, late: false },
      office: { code: township.code },
      about: { kind: 'item', id: '16', region: village.code },
      stateText: '镇经办在办，11 月 20 日 11:00前联系您',
    })
    expect(made.clocks.map(({ clock, dueText }) => [clock, dueText])).toEqual([
      ['acknowledge', '11 月 20 日 11:00'],
      ['answer', '11 月 25 日'],
      ['close', '11 月 27 日'],
    ])
    expect(view(await sent()).id).toBe(made.id)
  })

  it('goes to the office of a policy, for an enterprise that the writer acts for', async () => {
    const { id } = await rig.policy()
    const firm = await rig.firm('wang', 1)
    const made = view(
      await rig.write({ region: undefined, item: undefined, policy: id, enterprise: firm.id }),
    )
    expect(made).toMatchObject({ about: { kind: 'policy', id }, enterprise: { name: '示例1号公司' } })
    const foreign = await rig.write({ item: undefined, enterprise: firm.id }, 'li')
    expect(foreign.status).toBe(404)
    expect((await rig.write({ item: 31 })).error.code).toBe('notForAppeals')
    expect((await rig.write({ item: undefined })).error.code).toBe('notForAppeals')
    expect(view(await rig.write({ region: township.code, item: 33 })).about?.title).toContain('法律援助')
  })

  it('is read by its writer and by those who have it, and there is none for anybody else', async () => {
    const { id } = view(await rig.write())
    for (const token of [rig.tokenFor('li'), rig.leader(), rig.county(), rig.token.clerk])
      expect((await rig.read(id, token)).error.code).toBe('appealNotFound')
    expect(view(await rig.read(id, rig.officer())).can).toMatchObject({ acknowledge: true, withdraw: false })
    expect((await rig.step('acknowledge', id, rig.tokenFor('wang'))).error.code).toBe('ownAppeal')
  })

  it('is counted at its writer’s 我的 while its newest step is unread', async () => {
    const counted = async () => ok(await rig.ask('GET /api/me', { token: rig.tokenFor('wang') })).appeals
    const { id } = view(await rig.write())
    expect(await counted()).toBe(0)
    view(await rig.step('acknowledge', id, rig.officer()))
    expect(await counted()).toBe(1)
    view(await rig.step('seen', id, rig.tokenFor('wang')))
    expect(await counted()).toBe(0)
  })

  it('is followed by its writer from hand to hand, rated once, and reopened once', async () => {
    const { id } = view(await rig.write())
    rig.at('2026-11-20T10:20')
    view(await rig.step('acknowledge', id, rig.officer()))
    view(await rig.step('acknowledge', id, rig.officer()))
    const desk = ok(
      await rig.ask('GET /api/regions/:code/appeal-desk', {
        params: { code: township.code },
        token: rig.officer(),
      }),
    )
    const helper = desk.helpers.find(({ person }) => person === 'p-reviewer')
    expect(helper).toBeDefined()
    view(await rig.step('helper', id, rig.officer(), { person: 'p-reviewer' }))
    rig.at('2026-11-23T09:00')
    view(await rig.step('answer', id, rig.officer(), { text: '材料已经转到区里，明天有结果。' }))
    rig.at('2026-11-24T09:00')
    const closed = view(
      await rig.step('close', id, rig.officer(), { result: 'solved', text: '补助已经批准。' }),
    )
    expect(closed.steps.map(({ step }) => step)).toEqual([
      'handed',
      'acknowledged',
      'helper',
      'answered',
      'closed',
    ])
    const own = view(await rig.read(id, rig.tokenFor('wang')))
    expect(own).toMatchObject({
      ...{ state: 'closed', stateText: '已办结', unseen: true, reopenBy: '2026-12-09' },
      helper: { name: '人reviewer' },
    })
    const rated = await rig.step('rate', id, rig.tokenFor('wang'), { rating: 'bad', text: '钱还没到' })
    expect(view(rated).rating?.rating).toBe('bad')
    expect((await rig.step('rate', id, rig.tokenFor('wang'), { rating: 'good' })).error.code).toBe(
      'appealRated',
    )
    const again = view(await rig.step('reopen', id, rig.tokenFor('wang'), { text: '钱还没到账。' }))
    expect(again).toMatchObject({ state: 'open', level: 1, levelText: '镇分管负责人' })
    expect(again.clocks[0]?.dueText).toBe('11 月 24 日 10:00')
    view(await rig.step('close', id, rig.leader(), { result: 'explained', text: '30日前到账。' }))
    const second = await rig.step('reopen', id, rig.tokenFor('wang'), { text: '还是没到。' })
    expect(second.error.code).toBe('appealNotReopened')
  })

  it('may not be reopened when its days are over', async () => {
    const { id } = view(await rig.write())
    view(await rig.step('close', id, rig.officer(), { result: 'solved', text: '补助已经批准。' }))
    rig.at('2026-12-06T10:00')
    const late = await rig.step('reopen', id, rig.tokenFor('wang'), { text: '还是没到。' })
    expect(late.error.code).toBe('appealNotReopened')
  })

  it('that is handed to 12345 shows its number, and our clock ends', async () => {
    const { id } = view(await rig.write())
    const wrong = await rig.step('hotline', id, rig.officer(), { number: '工单？' })
    expect(wrong.error.fields?.map(({ field }) => field)).toEqual(['number'])
    view(await rig.step('hotline', id, rig.officer(), { number: 'sh20261120-007' }))
    const own = view(await rig.read(id, rig.tokenFor('wang')))
    expect(own).toMatchObject({ state: 'handedTo12345', hotline: 'SH20261120-007', late: false })
    expect(own.stateText).toBe('已转12345，工单号SH20261120-007，后面由12345办理')
    rig.at('2026-12-11T10:00')
    await rig.minute()
    expect(await raised(id)).toEqual([])
  })

  it('is answered by one: of two who read the same one is told', async () => {
    const { id } = view(await rig.write())
    const answers = await Promise.all([
      rig.step('close', id, rig.officer(), { result: 'solved', text: '已经办好。' }),
      rig.step('hotline', id, rig.officer(), { number: 'SH-1234' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('the clock', () => {
  it('takes it a level up ten minutes after the hour, once, whoever looks how often', async () => {
    const { id } = view(await rig.write())
    rig.at('2026-11-20T11:09')
    await rig.minute()
    expect(await levelOf(id)).toBe(0)
    rig.at('2026-11-20T11:10')
    await Promise.all([rig.minute(), rig.minute()])
    await rig.minute()
    expect(await raised(id)).toEqual(['应在11 月 20 日 11:00前联系，没有做到。转给镇分管负责人'])
    expect(view(await rig.read(id, rig.leader())).can.answer).toBe(true)
    expect(view(await rig.read(id, rig.officer())).late).toBe(true)
  })

  it('stops for lunch, for the evening and for days off', async () => {
    rig.at('2026-11-20T11:00')
    const noon = view(await rig.write()).id
    rig.at('2026-11-20T14:09')
    await rig.minute()
    expect(await levelOf(noon)).toBe(0)
    rig.at('2026-11-20T14:10')
    await rig.minute()
    expect(await levelOf(noon)).toBe(1)
    rig.at('2026-09-30T16:30')
    const holiday = view(await rig.write()).id
    rig.at('2026-10-08T09:09')
    await rig.minute()
    expect(await levelOf(holiday)).toBe(0)
    rig.at('2026-10-08T09:10')
    await rig.minute()
    expect(await levelOf(holiday)).toBe(1)
    view(await rig.step('acknowledge', holiday, rig.officer()))
    // Saturday 10 October is worked: the third working day.
    rig.at('2026-10-10T16:59')
    await rig.minute()
    expect(await levelOf(holiday)).toBe(1)
    rig.at('2026-10-10T17:00')
    await rig.minute()
    expect(await levelOf(holiday)).toBe(2)
  })

  it('lets who was in time keep it', async () => {
    const { id } = view(await rig.write())
    view(await rig.step('acknowledge', id, rig.officer()))
    rig.at('2026-11-25T16:00')
    view(await rig.step('answer', id, rig.officer(), { text: '材料已经转到区里。' }))
    rig.at('2026-11-27T16:59')
    await rig.minute()
    expect(await raised(id)).toEqual([])
    // The first one that is missed has its ten minutes, in office time.
    rig.at('2026-11-30T08:39')
    await rig.minute()
    expect(await raised(id)).toEqual([])
    rig.at('2026-11-30T08:40')
    await rig.minute()
    expect(await raised(id)).toEqual(['应在11 月 27 日前办结，没有做到。转给镇分管负责人'])
  })

  it('catches up after days without a process: each clock once, no further than the county', async () => {
    const { id } = view(await rig.write())
    rig.at('2026-12-11T10:00')
    await rig.minute()
    await rig.minute()
    expect(await raised(id)).toHaveLength(3)
    expect(await levelOf(id)).toBe(2)
    expect(view(await rig.read(id, rig.county())).can.close).toBe(true)
  })

  it('is 待定 in a year whose days off are not published, and nobody is called late', async () => {
    rig.at('2026-12-30T16:30')
    const made = view(await rig.write())
    view(await rig.step('acknowledge', made.id, rig.officer()))
    rig.at('2027-02-01T10:00')
    await rig.minute()
    const own = view(await rig.read(made.id, rig.tokenFor('wang')))
    expect(own).toMatchObject({ level: 0, late: false })
    expect(own.stateText).toBe('镇经办在办，放假安排还没公布，答复的时间待定')
  })
})

describe('who is told', () => {
  it('is the officer of what waits, and the writer of every step, each once', async () => {
    const { id } = view(await rig.write())
    await rig.minute()
    expect(await rig.matched()).toEqual(['p-officer work 0', 'p-writer work 0'])
    view(await rig.step('acknowledge', id, rig.officer()))
    view(await rig.step('helper', id, rig.officer(), { person: 'p-reviewer' }))
    view(await rig.step('answer', id, rig.officer(), { text: '材料已经转到区里。' }))
    await rig.minute()
    await rig.minute()
    expect((await rig.matched()).sort()).toEqual([
      'p-officer work 0',
      'p-reviewer work 2',
      'p-writer work 0',
      'wang published 1',
      'wang published 2',
      'wang published 3',
    ])
    const inbox = ok(await rig.ask('GET /api/me/inbox', { query: {}, token: rig.tokenFor('wang') }))
    expect(inbox.items.map(({ notice, reasons }) => [notice.title, reasons])).toContainEqual([
      '您提的诉求：答复',
      ['我提的'],
    ])
  })

  it('is the next level when it rises, also where the process died before it was told', async () => {
    const { id } = view(await rig.write())
    rig.at('2026-11-20T11:10')
    const [job] = rig.deps.features.find(({ name }) => name === 'appeals')?.jobs?.(rig.deps) ?? []
    await job?.run()
    // As it was written when it died: risen, and not told.
    await rig.deps.models.Announcement.deleteMany({ 'subject.id': `${id}:1` })
    await rig.deps.models.Appeal.updateOne({ _id: id }, { $set: { owed: true, told: 1 } })
    await rig.minute()
    expect((await rig.matched()).sort()).toEqual(['p-signatory work 1', 'wang published 1'])
  })
})

describe('the office', () => {
  it('has what is due first at the top, and counts without names', async () => {
    const first = view(await rig.write()).id
    rig.at('2026-11-20T10:30')
    const second = view(await rig.write({ text: '窗口说没有这件事。' }, 'li')).id
    view(await rig.step('acknowledge', first, rig.officer()))
    const list = ok(
      await rig.ask('GET /api/regions/:code/appeals', {
        params: { code: township.code },
        token: rig.officer(),
      }),
    )
    expect(list.items.map(({ id }) => id)).toEqual([second, first])
    view(await rig.step('close', first, rig.officer(), { result: 'solved', text: '已经办好。' }))
    const desk = ok(
      await rig.ask('GET /api/regions/:code/appeal-desk', {
        params: { code: township.code },
        token: rig.officer(),
      }),
    )
    expect(desk.clocks[0]).toMatchObject({ inTime: 1, late: 0, medianMinutes: 30 })
    expect(desk.open.map(({ count }) => count)).toEqual([1, 0, 0])
    const done = ok(
      await rig.ask('GET /api/regions/:code/appeals', {
        ...{ params: { code: township.code }, query: { state: 'done' }, token: rig.officer() },
      }),
    )
    expect(done.items.map(({ id }) => id)).toEqual([first])
    const stranger = await rig.ask('GET /api/regions/:code/appeals', {
      ...{ params: { code: township.code }, token: rig.tokenFor('li') },
    })
    expect(stranger.status).toBe(403)
  })
})
