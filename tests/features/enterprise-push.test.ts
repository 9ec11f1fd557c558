import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import {
  asked,
  confirm,
  type Firms,
  firmsApp,
  held,
  inRegister,
  joined,
  read,
  township,
} from '../api/enterprises-setup'

let t: Firms
beforeAll(async () => {
  t = await firmsApp()
})
beforeEach(async () => {
  await t.clear()
  const { Announcement, Match, Delivery } = t.deps.models
  for (const model of [Announcement, Match, Delivery])
    await (model as { deleteMany(filter: object): Promise<unknown> }).deleteMany({})
  await inRegister(t, 1)
})
afterAll(() => t.close())

const token = (who: string) => t.token[who] ?? ''
const run = () => newEngine(t.deps).runOnce()
const refuse = (id: string, reason: string) =>
  t.ask('POST /api/enterprise-links/:id/refuse', {
    params: { id },
    body: { reason },
    token: token('officer'),
  })
const inbox = async (who: string) =>
  (await t.ask('GET /api/me/inbox', { query: {}, token: token(who) })).body.items
const said = async (who: string) => (await inbox(who)).map(({ notice }) => notice.plain ?? notice.title)
const job = () =>
  t.deps.features
    .find(({ name }) => name === 'enterprises')
    ?.jobs?.(t.deps)[0]
    ?.run()

describe('what the township decides of an enterprise', () => {
  it('is told to who asked, once, and without a name on a locked screen', async () => {
    const { id, link } = await asked(t, 'owner', 1)
    await run()
    expect(await inbox('owner')).toEqual([])
    await t.deps.models.Announcement.deleteMany({})
    await confirm(t, link.id)
    await confirm(t, link.id)
    await job()
    await run()
    await run()
    expect(await inbox('owner')).toMatchObject([
      {
        ...{ kind: 'status', reasons: ['与我的企业有关'] },
        notice: {
          title: '您的企业镇里已核实',
          plain: '“示例1有限公司”已核实，可以看政策包、请同事一起管。',
          link: `policies/firms/index?id=${id}`,
        },
      },
    ])
    const announced = await t.deps.models.Announcement.find().lean()
    expect(announced).toMatchObject([{ urgency: 'prompt', region: township, scopes: [] }])
    const delivery = await t.deps.models.Delivery.findOne({ person: 'owner' }).lean()
    expect(JSON.stringify(delivery?.items)).not.toContain('示例1')
  })

  it('waits at the township: its officers are told once, nobody else, and not of what is decided', async () => {
    const { link } = await asked(t, 'owner', 1)
    await asked(t, 'owner', 1)
    await job()
    await run()
    await run()
    expect(await inbox('officer')).toMatchObject([
      { kind: 'work', reasons: ['等您来办'], notice: { title: '有一份企业申请等您核实', stateText: null } },
    ])
    for (const who of ['owner', 'beside', 'administrator', 'clerk']) expect(await inbox(who)).toEqual([])
    await confirm(t, link.id)
    expect(await inbox('officer')).toMatchObject([{ notice: { stateText: '已办' } }])
  })

  it('that dies before its office is told is told by the job', async () => {
    await asked(t, 'owner', 1)
    const { Announcement, EnterpriseLink } = t.deps.models
    await Announcement.deleteMany({})
    await EnterpriseLink.updateMany({}, { owed: true })
    await job()
    await run()
    expect(await inbox('officer')).toHaveLength(1)
  })

  it('says why it was refused; asked again and confirmed, that is another message', async () => {
    const first = await asked(t, 'owner', 1)
    await refuse(first.link.id, '请带营业执照来镇里。')
    await run()
    expect(await said('owner')).toEqual(['“示例1有限公司”：请带营业执照来镇里。'])
    t.clock.advance(1000)
    await asked(t, 'owner', 1)
    await confirm(t, first.link.id, 1)
    await run()
    // What came after makes the old decision untrue: it is not shown any more.
    expect(await said('owner')).toEqual(['“示例1有限公司”已核实，可以看政策包、请同事一起管。'])
  })

  it('is told after a crash, too, and what was taken back before it was told is not', async () => {
    const { link } = await asked(t, 'owner', 1)
    const settled = { state: 'confirmed', settledAt: t.clock.now(), owed: true } as const
    await t.deps.models.EnterpriseLink.updateOne({ _id: link.id }, { $set: settled })
    t.forget()
    await job()
    await run()
    expect(await said('owner')).toHaveLength(1)
    await inRegister(t, 2)
    const other = await asked(t, 'other', 2)
    await confirm(t, other.link.id)
    t.clock.advance(1000)
    await refuse(other.link.id, '代码不是他的。')
    await run()
    expect(await said('other')).toEqual(['“示例2有限公司”：代码不是他的。'])
  })

  it('says nothing to who joins or leaves by themselves, and says it to colleagues whose owner left', async () => {
    const { id } = await held(t, 'owner', 1)
    await joined(t, 'owner', id, 'other')
    await joined(t, 'owner', id, 'third')
    const leave = (who: string, query = {}) =>
      t.ask('DELETE /api/enterprises/:id/people/:person', {
        ...{ params: { id, person: who }, query, token: token(who) },
      })
    await leave('third')
    await run()
    expect([await said('other'), await said('third')]).toEqual([[], []])
    expect((await read(t, 'owner', id)).people).toHaveLength(2)
    await leave('owner', { last: true })
    await run()
    expect(await said('other')).toEqual(['“示例1有限公司”：负责人已经退出。'])
    expect(await said('third')).toEqual([])
  })
})

describe('the officer’s desk', () => {
  it('counts who waits, for the township alone', async () => {
    const firms = async (who: string, region: string) =>
      (await t.ask('GET /api/screens/desk', { query: { region }, token: token(who) })).body.firms
    expect(await firms('officer', township)).toBe(0)
    await asked(t, 'owner', 1)
    expect(await firms('officer', township)).toBe(1)
    expect(await firms('clerk', '310116109213')).toBeNull()
  })
})
