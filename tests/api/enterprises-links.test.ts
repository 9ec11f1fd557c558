import { actsFor, visitor } from '@hutang/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { viewersOf } from '../../server/src/features/accounts'
import { endLinks, moveLinks } from '../../server/src/features/enterprises/links/people'
import { settleOwed } from '../../server/src/features/enterprises/links/settle'
import {
  asked,
  change,
  codeOf,
  confirm,
  county,
  type Firms,
  firmsApp,
  held,
  inRegister,
  joined,
  otherTownship,
  read,
  township,
  village,
} from './enterprises-setup'

let t: Firms
beforeAll(async () => {
  t = await firmsApp()
})
beforeEach(async () => {
  await t.clear()
  await inRegister(t, 1)
})
afterAll(() => t.close())

const token = (who: string) => t.token[who] ?? ''
const refuse = (id: string, reason: string, who = 'officer') =>
  t.ask('POST /api/enterprise-links/:id/refuse', { params: { id }, body: { reason }, token: token(who) })
const waiting = (code: string, who: string, query = {}) =>
  t.ask('GET /api/regions/:code/enterprise-links', { params: { code }, query, token: token(who) })
const leave = (id: string, person: string, who = person, query = {}) =>
  t.ask('DELETE /api/enterprises/:id/people/:person', { params: { id, person }, query, token: token(who) })
const invite = (id: string, who = 'owner') =>
  t.ask('POST /api/enterprises/:id/invites', { params: { id }, token: token(who) })
const join = (code: string, who: string) =>
  t.ask('POST /api/enterprise-invites', { body: { code }, token: token(who) })
const acts = async (who: string) =>
  (await t.ask('GET /api/me', { token: token(who) })).body.enterprises.map(({ id }) => id)
const peopleIn = async (who: string, id: string) =>
  (await read(t, who, id)).people.map(({ person, role }) => `${person} ${role}`)

describe('the township', () => {
  it('sees who waits in its places, with nothing of what was filled in', async () => {
    const { id, link } = await asked(t, 'owner', 1)
    await change(t, 'owner', id, { revision: 0, answers: { revenueFen: 777_000_100 } })
    const { body } = await waiting(township, 'officer')
    expect(body.items).toMatchObject([
      {
        ...{ id: link.id, state: 'asked', owners: 0, mine: false, version: 0 },
        enterprise: { name: '示例1有限公司', creditCode: codeOf(1), registered: true },
        person: { id: 'owner', name: '微信owner' },
      },
    ])
    expect(JSON.stringify(body)).not.toContain('777000100')
    expect((await waiting(county, 'administrator')).body.items).toHaveLength(1)
    expect((await waiting(otherTownship, 'beside')).body.items).toEqual([])
    expect((await waiting(village, 'officer')).body.items).toEqual([])
  })

  it.each([
    [township, 'beside'],
    [township, 'clerk'],
    [village, 'clerk'],
    [county, 'officer'],
    [township, 'other'],
  ])('of %s is not %s', async (code, who) => {
    expect((await waiting(code, who)).status).toBe(403)
  })

  it('pages through those who wait, the oldest first', async () => {
    for (let no = 2; no <= 4; no++) {
      await inRegister(t, no)
      t.clock.advance(1000)
      await asked(t, 'owner', no)
    }
    const first = (await waiting(township, 'officer', { limit: 2 })).body
    const second = (await waiting(township, 'officer', { limit: 2, cursor: first.next ?? '' })).body
    expect([...first.items, ...second.items].map(({ enterprise }) => enterprise.creditCode)).toEqual(
      [2, 3, 4].map((no) => codeOf(no)),
    )
    expect(second.next).toBeUndefined()
  })

  it.each(['beside', 'clerk', 'other', 'owner'])('alone confirms and refuses: not %s', async (who) => {
    const { link } = await asked(t, 'owner', 1)
    expect((await confirm(t, link.id, 0, who)).status).toBe(404)
    expect((await refuse(link.id, '不是', who)).status).toBe(404)
    expect(await acts('owner')).toEqual([])
  })

  it('does not confirm its own people’s claims by themselves', async () => {
    const { link } = await asked(t, 'officer', 1)
    expect((await waiting(township, 'officer')).body.items[0]?.mine).toBe(true)
    expect((await confirm(t, link.id)).status).toBe(403)
    expect((await confirm(t, link.id, 0, 'administrator')).status).toBe(200)
    expect(await acts('officer')).toHaveLength(1)
  })

  it('confirms, and the person acts for it at once; it stands in the records', async () => {
    const { id, link } = await asked(t, 'owner', 1)
    expect((await confirm(t, link.id)).body).toMatchObject({ state: 'confirmed' })
    expect((await confirm(t, link.id)).body).toMatchObject({ state: 'confirmed' })
    expect(await acts('owner')).toEqual([id])
    const { body } = await t.ask('GET /api/me', { token: token('owner') })
    expect(body.enterprises).toEqual([
      { id, name: '示例1有限公司', region: { code: township, name: '漕泾镇', level: 'township' } },
    ])
    const noted = await t.deps.models.Audit.find({ subject: id }).lean()
    expect(noted.map(({ act, person }) => [act, person])).toContainEqual(['enterpriseConfirmed', 'officer'])
  })

  it('refuses with a reason that the person reads; what was filled in is gone, and it may be asked again', async () => {
    const { id, link } = await asked(t, 'owner', 1)
    await change(t, 'owner', id, { revision: 0, answers: { patents: 3 } })
    expect((await refuse(link.id, ' ')).error.fields?.[0]?.field).toBe('reason')
    expect((await refuse(link.id, '请打13812345678')).error.fields?.[0]?.field).toBe('reason')
    expect((await refuse(link.id, '执照上的负责人不是您。')).body.state).toBe('refused')
    const [line] = (await t.ask('GET /api/enterprises', { token: token('owner') })).body.enterprises
    expect(line).toMatchObject({
      name: '示例1有限公司',
      link: { state: 'refused', reason: '执照上的负责人不是您。' },
    })
    expect((await t.ask('GET /api/enterprises/:id', { params: { id }, token: token('owner') })).status).toBe(
      404,
    )
    expect((await change(t, 'owner', id, { revision: 1, answers: { patents: 1 } })).status).toBe(404)
    expect(JSON.stringify(await t.deps.models.EnterpriseLink.find().lean())).not.toContain('patents')
    expect((await asked(t, 'owner', 1)).link.state).toBe('asked')
  })

  it('ends what it confirmed, at once', async () => {
    const { id, link } = await held(t, 'owner', 1)
    await joined(t, 'owner', id, 'other')
    await refuse(link.id, '企业已经转让。')
    expect([await acts('owner'), await acts('other')]).toEqual([[], []])
    expect((await t.ask('GET /api/enterprises/:id', { params: { id }, token: token('other') })).status).toBe(
      404,
    )
  })

  it('that confirms and refuses at the same instant does one of both, wholly', async () => {
    for (let no = 10; no < 16; no++) {
      await inRegister(t, no)
      const { id, link } = await asked(t, 'third', no)
      const both = await Promise.all([confirm(t, link.id, 0, 'administrator'), refuse(link.id, '不对。')])
      expect(both.some(({ status }) => status === 200)).toBe(true)
      const stored = await t.deps.models.EnterpriseLink.findById(link.id).lean()
      const person = await t.deps.models.Person.findById('third').lean()
      expect([no, person?.enterprises.includes(id)]).toEqual([no, stored?.state === 'confirmed'])
    }
  })

  it('is cut off after the confirmation: the job finishes it', async () => {
    const { id, link } = await asked(t, 'owner', 1)
    await change(t, 'owner', id, { revision: 0, answers: { patents: 3 } })
    await t.deps.models.EnterpriseLink.updateOne(
      { _id: link.id },
      { $set: { state: 'confirmed', owed: true } },
    )
    t.forget()
    expect(await settleOwed(t.deps)).toBe(1)
    expect(await settleOwed(t.deps)).toBe(0)
    expect(await acts('owner')).toEqual([id])
    expect((await read(t, 'owner', id)).profile.others).toEqual({ patents: 3 })
  })
})

describe('an invitation', () => {
  it('makes one person a colleague, once, of twenty who have the code at the same instant', async () => {
    const { id } = await held(t, 'owner', 1)
    const { code, expiresAt, link, qr } = (await invite(id)).body
    expect(link).toMatch(new RegExp(`^https?://[^/]+/#/policies/firms/index\\?invite=${code}$`))
    expect(qr).toMatch(/^data:image\/svg\+xml,/)
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
    expect(expiresAt).toBe(new Date(t.clock.now().getTime() + 7 * 86_400_000).toISOString())
    const all = await Promise.all(
      [...Array(10).fill('other'), ...Array(10).fill('third')].map((who) => join(code, who)),
    )
    const who = all.find(({ status }) => status === 200)?.body.people.find(({ me }) => me)?.person ?? ''
    const [loser] = ['other', 'third'].filter((one) => one !== who)
    expect(await acts(who)).toEqual([id])
    expect(await acts(loser ?? '')).toEqual([])
    expect(await peopleIn('owner', id)).toEqual(['owner owner', `${who} colleague`])
    expect((await join(code.toLowerCase(), loser ?? '')).error.code).toBe('enterpriseInviteGone')
    expect(JSON.stringify(await t.deps.models.EnterpriseInvite.find().lean())).not.toContain(code)
  })

  it('is for a week, and ends with the owner who gave it', async () => {
    const { id } = await held(t, 'owner', 1)
    const { code } = (await invite(id)).body
    const over = t.clock.now()
    await t.deps.models.EnterpriseInvite.updateMany({}, { $set: { expiresAt: over } })
    const later = await join(code, 'other')
    expect([later.status, (await join('AAAA-AAAA', 'other')).status]).toEqual([404, 404])
    await confirm(t, (await asked(t, 'third', 1)).link.id)
    const other = (await invite(id)).body
    expect((await leave(id, 'owner')).status).toBe(200)
    expect((await join(other.code, 'other')).status).toBe(404)
  })

  it('is given by owners alone, and not while it is only asked', async () => {
    const { id } = await asked(t, 'owner', 1)
    expect((await invite(id)).status).toBe(403)
    expect((await invite(id, 'other')).status).toBe(404)
    const mine = await held(t, 'third', 1)
    await joined(t, 'third', mine.id, 'other')
    expect((await invite(id, 'other')).status).toBe(403)
    for (let n = 1; n < 20; n++) await invite(id, 'third')
    await invite(id, 'third')
    expect((await invite(id, 'third')).error.code).toBe('tooManyInvites')
  })

  it('lets a colleague read and change the profile', async () => {
    const { id, revision } = await held(t, 'owner', 1)
    const view = await joined(t, 'owner', id, 'other')
    expect(view.can).toEqual({ invite: false, leave: true })
    expect((await change(t, 'other', id, { revision, answers: { patents: 2 } })).status).toBe(200)
    expect((await change(t, 'owner', id, { revision, answers: { patents: 3 } })).error.code).toBe(
      'staleProfile',
    )
  })
})

describe('leaving', () => {
  it('is for everybody; an owner sends a colleague away, and nobody else', async () => {
    const { id } = await held(t, 'owner', 1)
    await joined(t, 'owner', id, 'other')
    await joined(t, 'owner', id, 'third')
    expect((await leave(id, 'third', 'other')).status).toBe(403)
    expect((await leave(id, 'owner', 'other')).status).toBe(403)
    expect((await leave(id, 'third', 'beside')).status).toBe(404)
    expect((await leave(id, 'nobody', 'owner')).status).toBe(404)
    expect((await leave(id, 'third', 'owner')).status).toBe(200)
    expect((await leave(id, 'other')).status).toBe(200)
    expect([await acts('other'), await acts('third')]).toEqual([[], []])
    expect(await peopleIn('owner', id)).toEqual(['owner owner'])
  })

  it('of the last owner has to be said, and takes the colleagues along', async () => {
    const { id } = await held(t, 'owner', 1)
    await joined(t, 'owner', id, 'other')
    const first = await leave(id, 'owner')
    expect([first.status, first.error.code]).toEqual([409, 'lastOwner'])
    expect((await leave(id, 'owner', 'owner', { last: true })).status).toBe(200)
    expect([await acts('owner'), await acts('other')]).toEqual([[], []])
    expect((await leave(id, 'owner')).status).toBe(404)
  })

  it('an owner does not send another one away', async () => {
    const { id } = await held(t, 'owner', 1)
    await confirm(t, (await asked(t, 'other', 1)).link.id)
    expect((await leave(id, 'other', 'owner')).status).toBe(403)
  })

  it('of what is only asked takes it back', async () => {
    const { id } = await asked(t, 'owner', 1)
    expect((await leave(id, 'owner')).status).toBe(200)
    expect((await t.ask('GET /api/enterprises', { token: token('owner') })).body.enterprises).toEqual([])
    expect((await waiting(township, 'officer')).body.items).toEqual([])
  })
})

describe('a person', () => {
  it('is known with whom they act for, where many are read at once', async () => {
    const { id } = await held(t, 'owner', 1)
    const viewers = await viewersOf(t.deps.db, ['owner', 'other'], t.clock.now())
    const acting = ['owner', 'other'].map((one) => actsFor(viewers.get(one) ?? visitor, id))
    expect(acting).toEqual([true, false])
  })

  it('who is verified as a resident takes along whom they act for, and back again', async () => {
    const { id } = await held(t, 'owner', 1)
    const { Household, Person } = t.deps.models
    const household = `${village}:HT-15-001`
    const of = { region: village, code: 'HT-15-001', group: 15, groupName: '15组', head: '王示例' }
    await Household.create({ _id: household, ...of })
    const residence = { region: village, household, member: true, state: 'living' as const, endedAt: null }
    await Person.create({ _id: 'resident', name: '王示例', residence })
    const claim = await t.ask('POST /api/me/claims', {
      ...{ body: { region: village, householdCode: 'HT-15-001', name: '王示例' }, token: token('owner') },
    })
    const decided = await t.ask('POST /api/claims/:id/decision', {
      ...{ params: { id: claim.body.id }, body: { decision: 'confirm' }, token: token('clerk') },
    })
    expect(decided.status).toBe(200)
    expect([await acts('owner'), await peopleIn('owner', id)]).toEqual([[id], ['resident owner']])
    await t.ask('DELETE /api/me/residence', { token: token('owner') })
    expect([await acts('owner'), await peopleIn('owner', id)]).toEqual([[id], ['owner owner']])
    expect((await Person.findById('resident').lean())?.enterprises).toEqual([])
  })

  it('who becomes another takes along whom they act for and what they have asked, twice the same', async () => {
    const { id } = await held(t, 'owner', 1)
    await inRegister(t, 2)
    await asked(t, 'owner', 2)
    await joined(t, 'owner', id, 'other')
    for (let n = 0; n < 2; n++) await moveLinks(t.deps, 'owner', 'other')
    expect([await acts('owner'), await acts('other')]).toEqual([[], [id]])
    // Owner and colleague in one: the owner.
    expect(await peopleIn('other', id)).toEqual(['other owner'])
    const lines = (await t.ask('GET /api/enterprises', { token: token('other') })).body.enterprises
    expect(lines.map(({ link }) => link.state).sort()).toEqual(['asked', 'confirmed'])
  })

  it('who is no longer here acts for nobody, nor do colleagues on their word alone', async () => {
    const { id } = await held(t, 'owner', 1)
    await joined(t, 'owner', id, 'other')
    for (let n = 0; n < 2; n++) await endLinks(t.deps, 'owner')
    expect([await acts('owner'), await acts('other')]).toEqual([[], []])
    const person = await t.deps.models.Person.findById('owner').lean()
    expect(person?.enterprises).toEqual([])
  })
})
