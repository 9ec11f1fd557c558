import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../config/templates/wechat.json'
import type { AccountDoc } from '../../server/src/features/accounts'
import { leaveAccount } from '../../server/src/features/leaving'
import { finishAllLeaving } from '../../server/src/features/leaving/leave'
import { revokedInWechat } from '../../server/src/features/leaving/revoked'
import { hashPhone } from '../../server/src/features/residents'
import { anAccount, signIn, township, village } from '../api/identity/people'
import type { Village } from '../api/notices-setup'
import { testKeys } from '../support/app'
import { aNotice, announceNotice } from '../support/builders'
import { atEveryWrite, Crash, dyingAt } from '../support/dying'
import { type AccountRig, accountRig, grantTo } from './account-rig'

const openid = 'o-leaver'
const phoneHash = hashPhone('19900000001', testKeys.HASH_KEY)
const published = wechatTemplates.published.templateId

let t: AccountRig
let me: string
beforeAll(async () => {
  t = await accountRig()
})
beforeEach(async () => {
  await t.again()
  me = await t.villager(openid)
})
afterAll(() => t.close())

const leave = (token = me) => t.ask('DELETE /api/me', { token })
/** As the job does it when everything under way is over. */
async function later(): Promise<void> {
  t.clock.advance(3 * 60_000)
  await finishAllLeaving(t.deps)
}

/** Something in every room that keeps what is a person's own. */
async function livedIn(): Promise<void> {
  await t.ask('PUT /api/me', { body: { name: '会飞的老王' }, token: me })
  await t.ask('PUT /api/me/subscriptions', { body: { subscriptions: [{ region: village }] }, token: me })
  const preferences = (await t.ask('GET /api/me/preferences', { token: me })).body
  await t.ask('PUT /api/me/preferences', { body: { ...preferences, frequency: 'immediate' }, token: me })
  // Of a verified resident's the last is kept for what concerns the household.
  for (let n = 0; n < 2; n++) await grantTo(t, openid, published)
  const { models } = t.deps
  await models.EmailAddress.create({
    ...{
      _id: 'r-1',
      sealed: 'sealed-address',
      hash: 'address-hash',
      confirmedAt: t.clock.now(),
      goneAt: null,
    },
  })
  const notice = await aNotice(models, { id: 'n-1', item: 1, at: t.clock.now() })
  await announceNotice(models, notice, t.clock.now())
  await t.engine().runOnce()
  const question = { region: village, kind: 'question', text: '路灯什么时候修？' }
  await t.ask('POST /api/questions', { body: question, token: me })
  await t.ask('POST /api/appeals', {
    body: { region: village, item: 16, text: '交了材料，没有消息。' },
    token: me,
  })
  await t.ask('POST /api/enterprises', { body: { name: '演示合作社', region: township }, token: me })
  await t.ask('POST /api/me/consents', { body: { covers: 'household', agreed: true }, token: me })
  const proxy = { region: village, householdCode: 'HT-15-002', relation: '侄子' }
  await t.ask('POST /api/me/proxies', { body: proxy, token: me })
}

describe('an account that is deleted', () => {
  it('leaves nothing of the person but the register, what they asked, and one line of the audit', async () => {
    await livedIn()
    const account = await t.account(openid)
    const own = `own-${account}`
    expect((await t.holding(openid)).map((one) => one.split('/')[0])).toEqual(
      expect.arrayContaining(['accounts', 'attempts', 'grants']),
    )
    expect((await leave()).body).toEqual({ done: true })
    await later()
    const left = await t.holding(account, own, openid, '会飞的老王', 'sealed-address', phoneHash)
    // Counters and marks go by themselves; the audit keeps ids.
    expect(left.filter((one) => !/^(marks|tries|audit)\//.test(one))).toEqual([])
    expect(await t.deps.models.Audit.find({ act: 'accountLeft' }).lean()).toMatchObject([
      { account, person: 'r-1', region: village },
    ])
    const { Person, Question, Appeal, Subscription, Match, Preference, Claim, EnterpriseLink } = t.deps.models
    expect(await Person.findById('r-1').lean()).toMatchObject({
      ...{ name: '王示例', residence: { state: 'living' }, phoneHash: null, phoneSealed: null },
    })
    expect(await Question.find().lean()).toMatchObject([{ name: '已注销', open: true }])
    expect(await Appeal.find().lean()).toMatchObject([{ name: '已注销', steps: [{ by: '已注销' }] }])
    for (const model of [Subscription, Match, Preference, Claim, EnterpriseLink])
      expect(await (model as { countDocuments(): Promise<number> }).countDocuments()).toBe(0)
  })

  it('signs out at once, and asking again is harmless', async () => {
    const { body } = await t.ask('GET /api/me/leaving', { token: me })
    expect(body).toMatchObject({
      why: null,
      stays: [expect.stringContaining('户籍册'), expect.anything(), expect.anything()],
    })
    const answers = await Promise.all([leave(), leave()])
    expect(answers.map(({ status }) => status).filter((status) => status !== 401)).toContain(200)
    expect((await leave()).error.code).toBe('sessionExpired')
    expect((await t.ask('GET /api/me', { token: me })).error.code).toBe('sessionExpired')
    expect(await t.deps.models.Audit.countDocuments({ act: 'accountLeft' })).toBe(1)
  })

  it('is told of nothing any more, also what waits already', async () => {
    await livedIn()
    const before = t.emulator.messages.received(openid).length
    expect(before).toBe(1)
    await grantTo(t, openid, published)
    const notice = await aNotice(t.deps.models, { id: 'n-2', item: 2, at: t.clock.now() })
    await announceNotice(t.deps.models, notice, t.clock.now())
    await leave()
    for (let n = 0; n < 3; n++) {
      await t.engine().runOnce()
      t.clock.advance(60_000)
    }
    await later()
    await t.engine().runOnce()
    expect(t.emulator.messages.received(openid)).toHaveLength(before)
  })

  it('is nowhere, also where a process died while it sent them something', async () => {
    const now = t.clock.now()
    await t.deps.models.Attempt.create({
      ...{
        _id: 'cut-off',
        delivery: 'd',
        channel: 'wechat',
        person: 'r-1',
        address: openid,
        state: 'sending',
      },
      ...{ tries: 0, token: 'gone', leaseUntil: new Date(now.getTime() + 60_000), startedAt: now },
    })
    await leave()
    expect(await t.deps.models.Attempt.findById('cut-off').lean()).toMatchObject({ address: openid })
    await later()
    expect((await t.holding(openid)).filter((one) => !/^(marks|tries)\//.test(one))).toEqual([])
  })

  it('begins as somebody new when the same WeChat signs in', async () => {
    await livedIn()
    await leave()
    const again = await t.wechat(openid)
    const { body } = await t.ask('GET /api/screens/me', { token: again })
    expect(body).toMatchObject({
      user: { name: '微信用户', verified: false, unread: 0, answers: 0, appeals: 0, enterprises: [] },
      ...{ claims: [], subscriptions: 0 },
    })
    await later()
    expect((await t.ask('GET /api/me', { token: again })).status).toBe(200)
    const grants = { results: [{ templateId: published, result: 'accept' }] }
    await t.ask('POST /api/me/grants', { body: grants, token: again })
    await later()
    expect(await t.deps.models.Grant.countDocuments({ openid })).toBe(1)
  })

  it('leaves to the resident’s other WeChat what is the resident’s', async () => {
    await livedIn()
    const other = await t.villager('o-other')
    const account = await t.account(openid)
    const { body } = await t.ask('GET /api/me/leaving', { token: me })
    expect(body.stays.at(-1)).toContain('另一个微信')
    expect(body.goes.join()).not.toContain('企业')
    await leave()
    await later()
    expect((await t.ask('GET /api/screens/me', { token: other })).body.subscriptions).toBe(1)
    expect((await t.deps.models.Person.findById('r-1').lean())?.phoneHash).toBe(phoneHash)
    expect(await t.holding(openid)).toEqual([])
    // What was asked in its own name is asked by nobody; the firm is the resident's.
    const left = (await t.holding(account)).filter((one) => !/^(marks|tries|audit)\//.test(one))
    expect(left.map((one) => one.split('/')[0])).toEqual(['enterpriselinks'])
  })

  it.each(['publisher', 'group-leader', 'administrator'] as const)(
    'is not one that holds the post of %s',
    async (role) => {
      const at = t.clock.now()
      await t.deps.models.Role.create({ _id: 'post', person: 'r-1', region: village, role, since: at })
      t.forget()
      const answer = await leave()
      expect([answer.status, answer.error.code]).toEqual([409, 'postHeld'])
      expect(answer.error.message).toContain(role === 'administrator' ? '最后一位管理员' : '交给接手的人')
      expect((await t.ask('GET /api/me/leaving', { token: me })).body.why).toBe(answer.error.message)
      await t.deps.models.Role.updateOne({ _id: 'post' }, { $set: { until: at } })
      t.forget()
      expect((await leave()).status).toBe(200)
    },
  )

  it('says that what somebody did in a post stays', async () => {
    const stays = async () => (await t.ask('GET /api/me/leaving', { token: me })).body.stays.join()
    expect(await stays()).not.toContain('岗位')
    const [since, until] = [new Date(0), t.clock.now()]
    await t.deps.models.Role.create({
      ...{ _id: 'post', person: 'r-1', region: village, role: 'publisher', since, until },
    })
    t.forget()
    expect(await stays()).toContain('您在岗位上经手的公开、答复和记录')
  })

  it('is deleted to the end, wherever the process dies', async () => {
    const { Account, Audit, Grant, Person, Question, Session, Subscription } = t.deps.models
    const at = t.clock.now()
    let no = 0
    const deaths = await atEveryWrite(async (nth, when) => {
      const id = `villager-${++no}`
      const own = `own-${id}`
      const before = await Account.findOne({ person: 'r-1' }).lean<AccountDoc>()
      if (before) await leaveAccount(t.deps, before)
      await Person.updateOne({ _id: 'r-1' }, { $set: { phoneHash } })
      await Person.create({ _id: own, name: '会飞的老王', residence: null })
      const account: AccountDoc = await Account.create({
        ...{ _id: id, openid: `o-${id}`, person: 'r-1', own, name: '会飞的老王' },
        ...{ verifiedAt: at, createdAt: at, seenAt: at },
      })
      await Session.create({ _id: `s-${id}`, account: id, startedAt: at, expiresAt: at })
      await Subscription.create({ _id: `f-${id}`, person: 'r-1', region: village, scope: village, since: at })
      await Grant.create({ _id: `g-${id}`, openid: `o-${id}`, template: published, state: 'free', at })
      await Question.create({ _id: `q-${id}`, account: id, name: '会飞的老王', rounds: [], at, turn: 0 })
      const { deps, died } = dyingAt(t as unknown as Village, nth, when)
      await leaveAccount(deps, account).catch((problem) => {
        if (!(problem instanceof Crash)) throw problem
      })
      const now = await Account.findById(id).lean()
      // Before the first write everything is as it was.
      if (!now?.leaving) expect(now).toMatchObject({ openid: `o-${id}`, person: 'r-1' })
      else {
        await finishAllLeaving(t.deps)
        await later()
        const left = await t.holding(`"${id}"`, own, `o-${id}`, '会飞的老王', phoneHash)
        expect(left.filter((one) => !/^(marks|tries|audit)\//.test(one))).toEqual([])
        expect(await Audit.countDocuments({ act: 'accountLeft', account: id })).toBe(1)
      }
      return died()
    }, 100)
    expect(deaths).toBeGreaterThan(40)
    expect(deaths).toBeLessThan(200)
  }, 300_000)
})

describe('what WeChat says the person has withdrawn', () => {
  const revoked = (who: string, what: 'account' | 'authorization' = 'account', info = '') =>
    revokedInWechat(t.deps, { openid: who, what, info, at: t.clock.now() })
  it('ends the account as if they had deleted it, and again changes nothing', async () => {
    await revoked(openid)
    await revoked(openid)
    await revoked('o-nobody')
    expect((await t.ask('GET /api/me', { token: me })).error.code).toBe('sessionExpired')
    await later()
    expect(await t.holding(openid)).toEqual([])
  })

  it('is the telephone alone where that was taken back, and nothing for what is not kept', async () => {
    const { Person } = t.deps.models
    expect(await Person.countDocuments({ phoneHash })).toBe(1)
    await revoked(openid, 'authorization', '14')
    expect(await Person.countDocuments({ phoneHash })).toBe(1)
    await revoked(openid, 'authorization', '8')
    expect(await Person.countDocuments({ phoneHash })).toBe(0)
    expect((await t.ask('GET /api/me', { token: me })).status).toBe(200)
  })

  it('means nobody who has come back since', async () => {
    const at = new Date(t.clock.now().getTime() - 365 * 86_400_000)
    await t.deps.models.Account.updateOne({ openid }, { createdAt: new Date(at.getTime() + 1) })
    await revokedInWechat(t.deps, { openid, what: 'account', info: '', at })
    expect((await t.ask('GET /api/me', { token: me })).status).toBe(200)
  })

  it('signs out who holds a post, until it is handed over', async () => {
    const clerk = await anAccount(t, 'holder')
    const at = t.clock.now()
    await t.deps.models.Role.create({
      _id: 'x',
      person: 'own-holder',
      region: village,
      role: 'clerk',
      since: at,
    })
    await revoked('demo-holder')
    expect((await t.ask('GET /api/me', { token: clerk })).error.code).toBe('sessionExpired')
    expect((await t.ask('GET /api/me', { token: await signIn(t, 'holder') })).body.roles).toHaveLength(1)
    expect(await t.deps.models.Audit.countDocuments({ act: 'authorizationRevoked' })).toBe(1)
  })
})
