import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../config/templates/wechat.json'
import { finishAllLeaving } from '../../server/src/features/leaving/leave'
import { hashPhone, openPhone } from '../../server/src/features/residents'
import { finishPendingClaims } from '../../server/src/features/verification/tie'
import { signIn, village } from '../api/identity/people'
import type { Village } from '../api/notices-setup'
import { testKeys } from '../support/app'
import { atEveryWrite, dyingAt } from '../support/dying'
import { type AccountRig, accountRig, grantTo, household } from './account-rig'

const published = wechatTemplates.published.templateId
const earlier = '19900000001'
const number = '13900000009'
const hashOf = (phone: string) => hashPhone(phone, testKeys.HASH_KEY)

let t: AccountRig
let me: string
beforeAll(async () => {
  t = await accountRig()
})
beforeEach(async () => {
  await t.again()
  me = await t.villager('o-old')
})
afterAll(() => t.close())

const user = async (token = me) => (await t.ask('GET /api/me', { token })).body
const accountsOf = async (person: string) =>
  (await t.deps.models.Account.find({ person }).lean()).map(({ _id }) => _id)
const longAgo = () => new Date(t.clock.now().getTime() - 31 * 86_400_000)
const resident = () => t.deps.models.Person.findById('r-1').lean()
const follow = (token = me) =>
  t.ask('PUT /api/me/subscriptions', { body: { subscriptions: [{ region: village }] }, token })
const followed = async (token: string) => (await t.ask('GET /api/screens/me', { token })).body.subscriptions
const office = async (who = 'clerk') => {
  const token = await signIn(t, who)
  return (await t.ask('GET /api/regions/:code/claims', { params: { code: village }, token })).body.claims
}
const decide = async (id: string, decision: 'confirm' | 'refuse', who = 'clerk') =>
  t.ask('POST /api/claims/:id/decision', {
    ...{ params: { id }, body: { decision }, token: await signIn(t, who) },
  })
const bySlip = async (id: string, token: string) =>
  t.ask('POST /api/me/claims/:id/slip', { params: { id }, body: { code: await t.slip() }, token })

describe('consent that is withdrawn', () => {
  const withdraw = (token = me) => t.ask('DELETE /api/me/consent', { token })

  it('ends the tie and takes the telephone; what is followed stays with the account', async () => {
    await follow()
    expect((await withdraw()).body).toMatchObject({ verified: false, residence: null })
    expect(await resident()).toMatchObject({ phoneHash: null, phoneSealed: null, name: '王示例' })
    expect(await followed(me)).toBe(1)
    expect(await t.deps.models.Claim.countDocuments()).toBe(0)
    expect((await t.ask('GET /api/me/household', { token: me })).status).toBe(404)
    expect((await withdraw()).status).toBe(200)
    expect(await t.deps.models.Audit.find({ act: 'consentWithdrawn' }).lean()).toMatchObject([
      { region: village },
    ])
  })

  it('takes nothing from the resident’s other WeChat', async () => {
    await follow()
    const other = await t.villager('o-other')
    await withdraw()
    expect((await user(other)).verified).toBe(true)
    expect(await followed(other)).toBe(1)
    expect((await resident())?.phoneHash).toBe(hashOf(earlier))
  })

  it('closes to others what they were let see', async () => {
    const body = { covers: 'household', agreed: true }
    const { code } = (await t.ask('POST /api/me/consents', { body, token: me })).body
    const carer = await t.wechat('o-carer')
    await t.ask('POST /api/me/proxies/code', { body: { code, relation: '侄子' }, token: carer })
    const cared = async () => (await t.ask('GET /api/me/proxies', { token: carer })).body.mine.length
    expect(await cared()).toBe(1)
    await withdraw()
    expect(await cared()).toBe(0)
  })

  it('does not let who issued a slip prove it with another account', async () => {
    await t.deps.models.Role.create({
      ...{ _id: 'office', person: 'r-1', region: village, role: 'supervisor', since: t.clock.now() },
    })
    t.forget()
    await withdraw()
    expect(await t.deps.models.Claim.countDocuments({ resident: 'r-1', state: 'confirmed' })).toBe(1)
  })
})

describe('手机号换了', () => {
  const ask = async (openid = 'o-old', token = me, phone = number) => {
    t.emulator.users.add({ openid, phone })
    return t.ask('POST /api/me/phone', { body: { code: t.emulator.users.phoneCode(openid) }, token })
  }

  it('is confirmed by the office, which sees it in its list; the earlier number is nowhere any more', async () => {
    const { status, body } = await ask()
    expect([status, body.kind, body.state, body.name]).toEqual([202, 'phone', 'open', '王示例'])
    expect(await office()).toMatchObject([
      { id: body.id, kind: 'phone', matches: true, phone: '139****0009' },
    ])
    expect((await resident())?.phoneHash).toBe(hashOf(earlier))
    expect((await user()).verified).toBe(true)
    expect((await decide(body.id, 'confirm')).status).toBe(200)
    const now = await resident()
    expect(now?.phoneHash).toBe(hashOf(number))
    expect(openPhone(now?.phoneSealed ?? '', [testKeys.FIELD_KEY])).toBe(number)
    expect(await t.holding(hashOf(earlier))).toEqual([])
    // The claim keeps no number.
    expect((await t.holding(hashOf(number))).map((one) => one.split('/')[0])).toEqual(['people'])
    expect((await user()).verified).toBe(true)
  })

  it('is confirmed by the slip of the household', async () => {
    const { id } = (await ask()).body
    expect((await bySlip(id, me)).body.verified).toBe(true)
    expect((await resident())?.phoneHash).toBe(hashOf(number))
  })

  it('changes nothing when the office refuses, or when the number is the one that is known', async () => {
    const { id } = (await ask()).body
    await decide(id, 'refuse')
    expect((await resident())?.phoneHash).toBe(hashOf(earlier))
    expect(await t.holding(hashOf(number))).toEqual([])
    expect((await ask('o-old', me, earlier)).error.code).toBe('samePhone')
  })

  it('is for who is verified, and not proved by another’s slip or by nobody’s code', async () => {
    const stranger = await t.wechat('o-stranger', number)
    expect((await ask('o-stranger', stranger)).status).toBe(404)
    const wrong = await t.ask('POST /api/me/phone', { body: { code: 'none' }, token: me })
    expect(wrong.status).toBe(422)
    const { id } = (await ask()).body
    const proof = { params: { id }, body: { code: await t.slip('HT-15-002') }, token: me }
    expect((await t.ask('POST /api/me/claims/:id/slip', proof)).status).toBe(422)
    const others = { params: { id }, body: { code: await t.slip() }, token: stranger }
    expect((await t.ask('POST /api/me/claims/:id/slip', others)).status).toBe(404)
  })

  it('of who holds an office is confirmed by the township', async () => {
    await t.deps.models.Role.create({
      ...{ _id: 'office', person: 'r-1', region: village, role: 'supervisor', since: t.clock.now() },
    })
    t.forget()
    const { id } = (await ask()).body
    expect((await bySlip(id, me)).status).toBe(422)
    expect((await decide(id, 'confirm')).status).toBe(403)
    expect((await decide(id, 'confirm', 'officer')).status).toBe(200)
  })

  it('ends with the tie, and its number with it', async () => {
    await ask()
    await t.ask('DELETE /api/me/residence', { token: me })
    expect(await t.holding(hashOf(number))).toEqual([])
    expect(await office()).toEqual([])
  })
})

describe('换了微信', () => {
  const ask = async (token: string, name = '王示例', replaces = true) => {
    const body = { region: village, householdCode: household, name, replaces }
    return (await t.ask('POST /api/me/claims', { body, token })).body
  }
  const told = async (token: string) =>
    (await t.ask('GET /api/me/inbox', { query: {}, token })).body.items.map(({ notice }) => notice.title)

  it('by slip ends the earlier account, whose things are there with the new one, and tells it', async () => {
    await follow()
    for (let n = 0; n < 3; n++) await grantTo(t, 'o-old', published)
    const question = { region: village, kind: 'question', text: '路灯什么时候修？' }
    await t.ask('POST /api/questions', { body: question, token: me })
    const fresh = await t.wechat('o-new')
    const { id, kind } = await ask(fresh)
    expect(kind).toBe('wechat')
    expect((await bySlip(id, fresh)).body.verified).toBe(true)
    expect(await followed(fresh)).toBe(1)
    const own = (await t.ask('GET /api/me/questions', { query: {}, token: fresh })).body.items
    expect(own).toMatchObject([{ mine: true }])
    // Signed out; who signs in again with it is nobody of the household, and reads why.
    expect((await t.ask('GET /api/me', { token: me })).error.code).toBe('sessionExpired')
    await t.engine().runOnce()
    expect(t.emulator.messages.received('o-old')).toHaveLength(1)
    expect(await t.deps.models.Grant.countDocuments({ openid: 'o-old', state: 'free' })).toBe(0)
    const old = await t.wechat('o-old')
    expect(await user(old)).toMatchObject({ verified: false, residence: null })
    expect(await told(old)).toEqual(['您的认证已转到另一个微信'])
    const [entry] = (await t.ask('GET /api/me/inbox', { query: {}, token: old })).body.items
    expect(entry?.mark).toBe('账号变动')
    const why = await t.ask('GET /api/me/inbox/:id/why', { params: { id: entry?.id ?? '' }, token: old })
    expect(why.body.kindName).toBe('账号有变动')
    expect(JSON.stringify(why.body)).not.toContain('申报')
    expect(await told(fresh)).toEqual([])
    expect(await followed(old)).toBe(0)
  })

  it.each(['consent', 'account'] as const)(
    'is told to the earlier account also when the new one is rid of its %s before anybody has looked',
    async (what) => {
      const fresh = await t.wechat('o-new')
      const { id } = await ask(fresh)
      await bySlip(id, fresh)
      const gone = what === 'consent' ? 'DELETE /api/me/consent' : 'DELETE /api/me'
      expect((await t.ask(gone, { token: fresh })).status).toBe(200)
      t.clock.advance(3 * 60_000)
      await finishAllLeaving(t.deps)
      await t.engine().runOnce()
      expect(await told(await t.wechat('o-old'))).toEqual(['您的认证已转到另一个微信'])
    },
  )

  it('by the household’s word, which asks the members and nobody else', async () => {
    const member = await t.villager('o-brother', '李示例')
    const fresh = await t.wechat('o-new')
    const { id } = await ask(fresh)
    const asked = async (token: string) =>
      (await t.ask('GET /api/me/household/claims', { token })).body.claims.map(({ name }) => name)
    expect([await asked(member), await asked(me), await asked(fresh)]).toEqual([['王示例'], ['王示例'], []])
    const say = (theirs: boolean, token: string) =>
      t.ask('POST /api/me/household/claims/:id/decision', { params: { id }, body: { theirs }, token })
    expect((await say(true, fresh)).status).toBe(404)
    expect((await say(true, await signIn(t, 'clerk'))).status).toBe(404)
    // While the earlier one is used, nobody takes it from whom it belongs to.
    const early = await say(true, member)
    expect(early.status).toBe(403)
    expect(early.error.message).toContain('王示例原来的微信这个月还在用')
    expect((await user()).verified).toBe(true)
    await t.deps.models.Session.updateMany(
      { account: { $in: await accountsOf('r-1') } },
      { $set: { usedAt: longAgo(), startedAt: longAgo() } },
    )
    expect((await say(true, member)).body).toEqual({ done: true })
    expect((await user(fresh)).verified).toBe(true)
    expect((await t.ask('GET /api/me', { token: me })).error.code).toBe('sessionExpired')
    expect((await say(true, member)).error.code).toBe('claimSettled')
    expect(await t.deps.models.Audit.countDocuments({ act: 'wechatChanged' })).toBe(1)
  })

  it.each(['disputed', 'signed out'])(
    'is not for the household to say when the earlier one was only just %s',
    async (what) => {
      const member = await t.villager('o-brother', '李示例')
      const [account] = await accountsOf('r-1')
      if (what === 'disputed')
        await t.ask('POST /api/me/household/disputes', { body: { account }, token: member })
      else await t.ask('DELETE /api/sessions/current', { token: me })
      const { id } = await ask(await t.wechat('o-new'))
      const said = { params: { id }, body: { theirs: true }, token: member }
      expect((await t.ask('POST /api/me/household/claims/:id/decision', said)).status).toBe(403)
    },
  )

  it('by the person’s own word on the earlier phone, which is in use', async () => {
    const fresh = await t.wechat('o-new')
    const { id } = await ask(fresh)
    const said = { params: { id }, body: { theirs: true }, token: me }
    expect((await t.ask('POST /api/me/household/claims/:id/decision', said)).body).toEqual({ done: true })
    expect((await user(fresh)).verified).toBe(true)
  })

  it('is refused when the household says that it is not them, or when the register knows nobody', async () => {
    const fresh = await t.wechat('o-new')
    const { id } = await ask(fresh)
    const body = { theirs: false }
    await t.ask('POST /api/me/household/claims/:id/decision', { params: { id }, body, token: me })
    const { claims } = (await t.ask('GET /api/me/claims', { token: fresh })).body
    expect(claims).toMatchObject([{ state: 'refused', reason: expect.stringContaining('不是您本人') }])
    expect((await user()).verified).toBe(true)
    await ask(fresh, '无此人')
    expect((await t.ask('GET /api/me/household/claims', { token: me })).body.claims).toEqual([])
  })

  it('that is not asked for leaves the earlier account as it is', async () => {
    const fresh = await t.wechat('o-new')
    const { id } = await ask(fresh, '王示例', false)
    expect((await t.ask('GET /api/me/household/claims', { token: me })).body.claims).toEqual([])
    await bySlip(id, fresh)
    expect([(await user()).verified, (await user(fresh)).verified]).toEqual([true, true])
  })

  it('of who holds an office is not for the household to say', async () => {
    await t.deps.models.Role.create({
      ...{ _id: 'office', person: 'r-1', region: village, role: 'supervisor', since: t.clock.now() },
    })
    t.forget()
    const { id } = await ask(await t.wechat('o-new'))
    const said = { params: { id }, body: { theirs: true }, token: me }
    expect((await t.ask('POST /api/me/household/claims/:id/decision', said)).status).toBe(403)
  })

  it('is carried to the end, wherever the process dies', async () => {
    const { Account, Claim, Person, Session, Question } = t.deps.models
    await Account.deleteMany({ person: 'r-1' })
    const at = t.clock.now()
    let no = 0
    const deaths = await atEveryWrite(async (nth, when) => {
      no += 1
      const made = { openid: null, name: '王示例', createdAt: at, seenAt: at }
      await Account.updateMany({ person: 'r-1' }, { $set: { person: 'gone', verifiedAt: null } })
      for (const who of ['old', 'new']) {
        const id = `${who}-${no}`
        await Person.create({ _id: `own-${id}`, name: id, residence: null })
        const tie =
          who === 'old' ? { person: 'r-1', verifiedAt: at } : { person: `own-${id}`, verifiedAt: null }
        await Account.create({ _id: id, own: `own-${id}`, ...made, ...tie })
      }
      const expiresAt = new Date(at.getTime() + 60_000)
      await Session.create({ _id: `s-${no}`, account: `old-${no}`, startedAt: at, expiresAt })
      await Question.create({ _id: `q-${no}`, account: `old-${no}`, rounds: [], at, turn: 0 })
      await Claim.create({
        ...{
          _id: `c-${no}`,
          account: `new-${no}`,
          kind: 'wechat',
          region: village,
          householdCode: household,
        },
        ...{ name: '王示例', state: 'confirmed', openedAt: at, settledAt: at, resident: 'r-1', owed: true },
      })
      const { deps, died } = dyingAt(t as unknown as Village, nth, when)
      await finishPendingClaims(deps).catch(() => undefined)
      await finishPendingClaims(t.deps)
      expect(await Account.find({ person: 'r-1' }, { _id: 1 }).lean()).toEqual([{ _id: `new-${no}` }])
      expect(await Session.countDocuments({ _id: `s-${no}`, revokedAt: null })).toBe(0)
      expect(await Question.countDocuments({ account: `new-${no}` })).toBe(1)
      const { Announcement } = t.deps.models
      expect(await Announcement.countDocuments({ 'subject.id': new RegExp(`^c-${no}:old-${no}:`) })).toBe(1)
      return died()
    }, 60)
    expect(deaths).toBeGreaterThan(15)
  }, 300_000)
})
