import { personKey } from '@hutang/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { residenceEnds } from '../../server/src/features/verification'
import { aPerson, hutang } from '../support/builders'
import { tokenOf } from '../support/tokens'
import { giveGrants, minute, pushRig, type Rig, resident } from './push-rig'

let rig: Rig
let home: string
let daughter: string
let mother: string
let brother: string

beforeAll(async () => {
  rig = await pushRig()
})
beforeEach(async () => {
  await rig.reset()
  home = await resident(rig, 'mother', 'HT-1')
  await aPerson(rig.deps.models, { id: 'brother', household: home, now: rig.clock.now() })
  await aPerson(rig.deps.models, { id: 'daughter', now: rig.clock.now() })
  rig.emulator.users.add({ openid: 'openid-daughter' })
  await giveGrants(rig, 'daughter', 5)
  mother = await tokenOf(rig, 'mother')
  brother = await tokenOf(rig, 'brother')
  daughter = await tokenOf(rig, 'daughter')
})
afterAll(() => rig.close())

type Covers = 'household' | 'person'
const show = (covers: Covers, token = mother) =>
  rig.ask('POST /api/me/consents', { body: { covers, agreed: true }, token })
const type = (code: string, token = daughter) =>
  rig.ask('POST /api/me/proxies/code', { body: { code, relation: '女儿' }, token })
const proxies = async (token: string) => (await rig.ask('GET /api/me/proxies', { token })).body
const end = (id: string, token: string) =>
  rig.ask('POST /api/proxies/:id/decision', { params: { id }, body: { consent: false }, token })

async function agreed(covers: Covers, token = daughter): Promise<string> {
  const held = await type((await show(covers)).body.code, token)
  expect([held.status, held.body.state, held.body.covers]).toEqual([200, 'held', covers])
  return held.body.id
}

/** The mother's own allowance, and the household's rent. */
async function bothPublished(): Promise<void> {
  rig.clock.advance(minute)
  await rig.publish('rent', 31, { households: [home] })
  await rig.publish('allowance', 18, { households: [personKey(hutang, 'mother')] })
  rig.forget()
  await rig.engine().runOnce()
}

const seen = async (token: string) => {
  const { body } = await rig.ask('GET /api/me/rows', { query: {}, token })
  return body.items.map(({ notice }) => notice).sort()
}
const told = async (person: string) =>
  (await rig.deps.models.Match.find({ person }).lean()).map(({ subject }) => subject.id).sort()

describe('letting somebody look', () => {
  it('at the household does not let them see what is one person’s alone, and the other way round', async () => {
    await agreed('household')
    await bothPublished()
    expect([await seen(daughter), await told('daughter')]).toEqual([['rent'], ['rent']])
    expect(await seen(brother)).toEqual(['rent'])
    await agreed('person')
    expect(await seen(daughter)).toEqual(['allowance', 'rent'])
    expect(await seen(brother)).toEqual(['rent'])
  })

  it('is asked for by itself for sensitive rows, also within the household', async () => {
    await agreed('person', brother)
    await bothPublished()
    expect([await seen(brother), await told('brother')]).toEqual([
      ['allowance', 'rent'],
      ['allowance', 'rent'],
    ])
    const without = await rig.ask('POST /api/me/consents', {
      body: { covers: 'person' },
      token: mother,
    } as never)
    expect(without.status).toBe(422)
  })

  it('is on both phones, and of one person’s alone on no third', async () => {
    await agreed('household')
    await agreed('person')
    const covers = (all: readonly { covers: string; said: string }[]) => all.map((one) => one.covers).sort()
    expect(covers((await proxies(daughter)).mine)).toEqual(['household', 'person'])
    expect(covers((await proxies(mother)).ours)).toEqual(['household', 'person'])
    expect(covers((await proxies(brother)).ours)).toEqual(['household'])
    const own = (await proxies(daughter)).mine.find((one) => one.covers === 'person')
    expect(own?.said).toBe('示例mother（本人）')
    expect((await end(own?.id ?? '', brother)).status).toBe(404)
  })

  it('ends in one tap from either side, in the very next request of a session that is open', async () => {
    for (const covers of ['household', 'person'] as const) {
      for (const by of ['giver', 'looker'] as const) {
        const id = await agreed(covers)
        await rig.publish(`${covers}-${by}`, covers === 'person' ? 18 : 31, {
          households: [covers === 'person' ? personKey(hutang, 'mother') : home],
        })
        rig.forget()
        expect(await seen(daughter)).toContain(`${covers}-${by}`)
        const answer =
          by === 'giver'
            ? await end(id, mother)
            : await rig.ask('DELETE /api/me/proxies/:id', { params: { id }, token: daughter })
        expect(answer.status).toBe(200)
        expect(await seen(daughter)).toEqual([])
        const { body } = await rig.ask('GET /api/notices/:id', {
          params: { id: `${covers}-${by}` },
          token: daughter,
        })
        expect(body.table).toBeNull()
        const lines = (await rig.ask('GET /api/screens/home', { query: { region: hutang }, token: daughter }))
          .body
        expect(JSON.stringify(lines)).not.toContain(`"mine":true`)
      }
    }
  })

  it('that ended before a message was sent sends none', async () => {
    const id = await agreed('person')
    rig.clock.advance(minute)
    await rig.publish('allowance', 18, { households: [personKey(hutang, 'mother')] })
    let ended = false
    await rig
      .engine({
        async reached(step) {
          if (step === 'match' && !ended) {
            ended = true
            await end(id, mother)
          }
        },
      })
      .runOnce()
    expect([ended, rig.phone('daughter')]).toEqual([true, []])
  })

  it('takes a code that is right, new, unused, and not one’s own', async () => {
    const { code } = (await show('person')).body
    expect((await type('2345-6789')).status).toBe(404)
    expect((await type(code, mother)).status).toBe(404)
    expect((await type(code)).status).toBe(200)
    expect((await type(code)).status).toBe(200)
    expect((await type(code, brother)).status).toBe(404)
    const first = (await show('person')).body.code
    const second = (await show('person')).body.code
    expect((await type(first, brother)).status).toBe(404)
    rig.clock.advance(11 * minute)
    expect((await type(second, brother)).status).toBe(404)
    expect((await type((await show('household')).body.code, brother)).status).toBe(409)
    expect((await show('person', daughter)).status).toBe(403)
  })

  it('cannot be tried out', async () => {
    for (let n = 0; n < 10; n++) await type('2345-6789')
    expect((await type((await show('person')).body.code)).status).toBe(429)
  })

  it('ends when the person leaves the village, and with the account that gave it', async () => {
    await agreed('person')
    await bothPublished()
    const person = await rig.deps.models.Person.findById('mother').lean()
    if (!person) throw new Error('no mother')
    await residenceEnds(rig.deps, person, 'moved')
    expect(await seen(daughter)).toEqual([])
  })

  it('ends when that account is not the person’s (不是我)', async () => {
    await agreed('household')
    await bothPublished()
    const account = await rig.deps.models.Account.findOne({ person: 'mother' }).lean()
    const answer = await rig.ask('POST /api/me/household/disputes', {
      body: { account: account?._id ?? '' },
      token: brother,
    })
    expect([answer.status, await seen(daughter)]).toEqual([200, []])
  })
})

describe('a code that was shown', () => {
  const codes = async () => [(await show('household')).body.code, (await show('person')).body.code]
  const refused = async (all: string[]) => {
    for (const code of all) expect((await type(code)).status).toBe(404)
    await bothPublished()
    expect(await seen(daughter)).toEqual([])
  }

  it.each(['moved', 'death'] as const)('is void when who showed it is gone (%s)', async (reason) => {
    const shown = await codes()
    const person = await rig.deps.models.Person.findById('mother').lean()
    if (!person) throw new Error('no mother')
    await residenceEnds(rig.deps, person, reason)
    await refused(shown)
  })

  it('is void when the family said that the account is not theirs (不是我)', async () => {
    const shown = await codes()
    const account = await rig.deps.models.Account.findOne({ person: 'mother' }).lean()
    await rig.ask('POST /api/me/household/disputes', {
      body: { account: account?._id ?? '' },
      token: brother,
    })
    await refused(shown)
  })

  it.each(['giver', 'looker'] as const)('brings nothing back that the %s has ended since', async (by) => {
    for (const covers of ['household', 'person'] as const) {
      const { code } = (await show(covers)).body
      const { id } = (await type(code)).body
      expect((await type(code)).body.id).toBe(id)
      rig.clock.advance(minute)
      if (by === 'giver') await end(id, mother)
      else await rig.ask('DELETE /api/me/proxies/:id', { params: { id }, token: daughter })
      rig.clock.advance(minute)
      expect((await type(code)).status).toBe(404)
      expect((await proxies(daughter)).mine.filter((one) => one.covers === covers)).toEqual([])
      expect((await type((await show(covers)).body.code)).status).toBe(200)
    }
    await bothPublished()
    expect(await seen(daughter)).toEqual(['allowance', 'rent'])
  })

  it('on paper is void when the person has died before it is typed', async () => {
    await resident(rig, 'grandmother', 'HT-9')
    await aPerson(rig.deps.models, { id: 'clerk', now: rig.clock.now() })
    const since = new Date(rig.clock.now().getTime() - minute)
    await rig.deps.models.Role.create({ _id: 'r', person: 'clerk', region: hutang, role: 'clerk', since })
    const token = await tokenOf(rig, 'clerk')
    const slip = async (covers: Covers) =>
      (
        await rig.ask('POST /api/regions/:code/consent-slips', {
          params: { code: hutang },
          body: { person: 'grandmother', covers, written: true },
          token,
        })
      ).body.code
    const shown = [await slip('person'), await slip('household')]
    const person = await rig.deps.models.Person.findById('grandmother').lean()
    if (!person) throw new Error('no grandmother')
    await residenceEnds(rig.deps, person, 'death')
    for (const code of shown) expect((await type(code)).status).toBe(404)
  })
})

describe('for who has no phone', () => {
  const slip = (token: string, covers: Covers = 'person', person = 'grandmother') =>
    rig.ask('POST /api/regions/:code/consent-slips', {
      params: { code: hutang },
      body: { person, covers, written: true },
      token,
    })

  it('the office gives a slip for what was signed, recorded, and cannot use it itself', async () => {
    const grandmother = await resident(rig, 'grandmother', 'HT-9')
    await aPerson(rig.deps.models, { id: 'clerk', now: rig.clock.now() })
    const since = new Date(rig.clock.now().getTime() - minute)
    await rig.deps.models.Role.create({ _id: 'r', person: 'clerk', region: hutang, role: 'clerk', since })
    const clerk = await tokenOf(rig, 'clerk')
    const { status, body } = await slip(clerk)
    expect([status, body.name]).toEqual([200, '示例grandmother'])
    expect(await rig.deps.models.Audit.countDocuments({ act: 'consentSlipIssued', detail: 'person' })).toBe(1)
    expect((await type(body.code, clerk)).status).toBe(404)
    rig.clock.advance(3 * 86_400_000)
    await rig.deps.models.Session.deleteMany({})
    rig.forget()
    daughter = await tokenOf(rig, 'daughter')
    mother = await tokenOf(rig, 'mother')
    expect((await type(body.code)).body).toMatchObject({ state: 'held', covers: 'person' })
    await rig.publish('allowance', 18, { households: [personKey(hutang, 'grandmother')] })
    await rig.publish('rent', 31, { households: [grandmother] })
    rig.forget()
    expect(await seen(daughter)).toEqual(['allowance'])
    const { id } = (await proxies(daughter)).mine[0] ?? { id: '' }
    expect((await end(id, await tokenOf(rig, 'clerk'))).status).toBe(200)
    expect(await seen(daughter)).toEqual([])
    for (const token of [daughter, mother]) expect((await slip(token)).status).toBe(403)
  })
})
