import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ok, tokensOf } from '../api/policies-setup'
import { cond, minute, type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const reasons = async () => (await rig.announced()).map(({ edition }) => edition)
const told = async (person: string) => (await rig.matches(person)).map(({ subject }) => subject.id)

/** Two firms of wang, one of li; everything is known before anything is published. */
async function firms() {
  const [one, two, other] = [await rig.firm('wang', 1), await rig.firm('wang', 2), await rig.firm('li', 3)]
  await rig.tick()
  return { one, two, other }
}

const standing = (id: string, state: 'open' | 'spent' | 'paused', extendedTo: string | null = null) =>
  rig.ask('POST /api/policies/:id/availability', {
    params: { id },
    body: { state, extendedTo, note: '' },
    token: tokensOf(rig).signatory,
  })

describe('a policy that is published', () => {
  it('is told to the owner of two firms for both, once', async () => {
    const { one, two } = await firms()
    const { id } = await rig.policy()
    for (let round = 0; round < 3; round += 1) await rig.tick()
    expect(await told('wang')).toEqual([`${id}@${one.id}`, `${id}@${two.id}`].sort())
    expect(await reasons()).toEqual(['1.new', '1.new', '1.new'])
    const inbox = ok(await rig.ask('GET /api/me/inbox', { query: {}, token: rig.tokenFor('wang') }))
    expect(inbox.items.map(({ notice, reasons }) => [notice.title, reasons])).toEqual(
      expect.arrayContaining([
        [expect.stringContaining('示例1号公司：'), ['与我的企业有关']],
        [expect.stringContaining('示例2号公司：'), ['与我的企业有关']],
      ]),
    )
  })

  it('is told to nobody whom it does not fit, and not while too little is known', async () => {
    await firms()
    await rig.policy({ rule: { all: [cond('kind', 'in', ['cooperative'])] } })
    const many = ['landArea', 'insuredStaff', 'patents', 'seats'].map((field) => cond(field, 'gte', 1))
    await rig.policy({ rule: { all: many } })
    await rig.tick()
    expect(await reasons()).toEqual([])
  })

  it('that may fit, with a question or two, is told', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await rig.policy({ rule: { all: [cond('kind', 'in', ['company']), cond('patents', 'gte', 1)] } })
    await rig.tick()
    expect(await reasons()).toEqual(['1.new'])
  })

  it('before an enterprise was there is in its package and not told', async () => {
    await rig.policy()
    await rig.tick()
    await rig.firm('wang', 1)
    await rig.tick()
    await rig.tick()
    expect(await reasons()).toEqual([])
  })

  it('is told once where the process died between two enterprises', async () => {
    const { one, two, other } = await firms()
    const { models } = rig.deps
    const { id } = await rig.policy()
    const [packages, round] = [await models.Package.find().lean(), await models.PackageRound.findOne().lean()]
    await rig.tick()
    // As it was written when it died: one is announced, nothing is remembered.
    await models.Announcement.deleteMany({
      'subject.kind': 'package',
      'subject.id': { $ne: `${id}@${one.id}` },
    })
    await models.Package.deleteMany({})
    await models.Package.insertMany(packages)
    await models.PackageRound.deleteMany({})
    if (round) await models.PackageRound.create(round)
    rig.clock.advance(10 * minute)
    await rig.tick()
    expect((await rig.announced()).map(({ subject }) => subject.id).sort()).toEqual(
      [one, two, other].map((firm) => `${id}@${firm.id}`).sort(),
    )
    expect((await told('wang')).sort()).toEqual([`${id}@${one.id}`, `${id}@${two.id}`].sort())
  })
})

describe('what becomes of it', () => {
  it('额满, 恢复 and 延期 are each told once', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy()
    await rig.tick()
    for (const step of [
      () => standing(id, 'spent'),
      () => standing(id, 'open'),
      () => standing(id, 'open', '2027-01-20'),
    ]) {
      rig.clock.advance(minute)
      ok(await step())
      await rig.tick()
      await rig.tick()
    }
    expect((await reasons()).map((one) => one.replace(/-.*/, ''))).toEqual([
      '1.new',
      '1.status',
      '1.status',
      '1.status',
    ])
    expect(new Set(await reasons()).size).toBe(4)
  })

  it('a correction that alters the outcome is told, and one that does not is not', async () => {
    await rig.firm('wang', 1, { insuredStaff: 3 })
    await rig.tick()
    const { id } = await rig.policy({ rule: { all: [cond('kind', 'in', ['company'])] } })
    await rig.tick()
    await corrected(id, { plain: '企业都可以申报，年底前办。' })
    await rig.tick()
    expect(await reasons()).toEqual(['1.new'])
    await corrected(id, { rule: { all: [cond('insuredStaff', 'gte', 10)] } })
    await rig.tick()
    expect(await reasons()).toEqual(['1.new', '3.changed'])
  })

  it('a correction that leaves many questions open is told to whom it fitted', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy({ rule: { all: [cond('kind', 'in', ['company'])] } })
    await rig.tick()
    const asked = ['insuredStaff', 'landArea', 'graduateHires', 'keyGroupHires', 'patents']
    await corrected(id, {
      rule: { all: [cond('kind', 'in', ['company']), ...asked.map((field) => cond(field, 'gte', 1))] },
    })
    await rig.tick()
    expect(await reasons()).toEqual(['1.new', '2.changed'])
  })

  it('a correction of the window takes the place of an extension', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy({ window: { kind: 'dates', from: '2026-11-01', to: '2026-12-31' } })
    await rig.tick()
    ok(await standing(id, 'open', '2027-01-20'))
    const closes = async () => ok(await rig.ask('GET /api/policies/:id', { params: { id } })).status.closesOn
    await corrected(id, { plain: '企业都可以申报，延期了。' })
    expect(await closes()).toBe('2027-01-20')
    await corrected(id, { window: { kind: 'dates', from: '2026-11-01', to: '2027-03-31' } })
    expect(await closes()).toBe('2027-03-31')
  })

  it('a withdrawal is told to those whom it fitted', async () => {
    await firms()
    const { id } = await rig.policy()
    await rig.tick()
    ok(
      await rig.ask('POST /api/policies/:id/withdraw', {
        ...{ params: { id }, body: { reason: '文件废止' }, token: tokensOf(rig).signatory },
      }),
    )
    await rig.tick()
    expect((await reasons()).filter((one) => one === '1.withdrawn')).toHaveLength(3)
  })
})

describe('a profile that changes', () => {
  it('and opens a policy tells the owner once', async () => {
    const { id: firm } = await rig.firm('wang', 1, { insuredStaff: 3 })
    const { id } = await rig.policy({ rule: { all: [cond('insuredStaff', 'gte', 10)] } })
    await rig.tick()
    expect(await reasons()).toEqual([])
    await rig.answer('wang', firm, { insuredStaff: 12 })
    await rig.tick()
    await rig.tick()
    expect(await told('wang')).toEqual([`${id}@${firm}`])
    for (const insuredStaff of [3, 15]) {
      await rig.answer('wang', firm, { insuredStaff })
      await rig.tick()
    }
    expect(await reasons()).toEqual(['1.new'])
  })
})

describe('time', () => {
  it('opens a window: told ahead once, and once when it opens', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await rig.policy({ window: { kind: 'dates', from: '2026-11-25', to: '2026-12-31' } })
    for (const day of ['2026-11-20', '2026-11-24', '2026-11-25', '2026-11-26']) {
      rig.to(day)
      await rig.tick()
    }
    expect(await reasons()).toEqual(['1.new', '1.opens'])
  })

  it('closes it: told 7, 3 and 1 working days before, each once', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await rig.policy({ window: { kind: 'dates', from: '2026-11-01', to: '2026-12-11' } })
    for (let at = 20; at <= 30; at += 1) {
      rig.to(`2026-11-${at}`)
      await rig.tick()
    }
    expect(await reasons()).toEqual(['1.new'])
    const days: Record<string, string[]> = {}
    for (let at = 1; at <= 14; at += 1) {
      const day = `2026-12-${String(at).padStart(2, '0')}`
      const before = (await reasons()).length
      rig.to(day)
      await rig.tick()
      const found = (await reasons()).slice(before)
      if (found.length > 0) days[day] = found
    }
    expect(days).toEqual({
      '2026-12-02': ['1.closes7-2026-12-11'],
      '2026-12-08': ['1.closes3-2026-12-11'],
      '2026-12-10': ['1.closes1-2026-12-11'],
    })
  })

  it('that passed while the service was down leaves one reminder, and none when it is over', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await rig.policy({ window: { kind: 'dates', from: '2026-11-01', to: '2026-12-11' } })
    await rig.policy({ window: { kind: 'dates', from: '2026-11-01', to: '2026-12-04' } })
    await rig.tick()
    rig.to('2026-12-09')
    await rig.tick()
    expect((await reasons()).filter((one) => one.includes('closes'))).toEqual(['1.closes3-2026-12-11'])
  })

  it('of a year whose working days are not published brings no reminder', async () => {
    await rig.firm('wang', 1)
    rig.to('2028-03-01')
    await rig.tick()
    await rig.policy({ window: { kind: 'dates', from: '2028-02-01', to: '2028-03-10' } })
    for (let at = 1; at <= 10; at += 1) {
      rig.to(`2028-03-${String(at).padStart(2, '0')}`)
      await rig.tick()
    }
    expect(await reasons()).toEqual(['1.new'])
  })

  it('makes an enterprise old enough', async () => {
    const { id: firm } = await rig.firm('wang', 1, { foundedOn: '2023-12-01' })
    await rig.tick()
    await rig.policy({ rule: { all: [cond('ageMonths', 'gte', 36)] } })
    for (const day of ['2026-11-20', '2026-11-30']) {
      rig.to(day)
      await rig.tick()
      expect(await reasons()).toEqual([])
    }
    rig.to('2026-12-01')
    await rig.tick()
    expect(
      (await rig.announced()).map(({ subject, edition }) => [subject.id.split('@')[1], edition]),
    ).toEqual([[firm, '1.new']])
  })
})

describe('what a person wants', () => {
  const preferences = async (who: string, change: object) => {
    const token = rig.tokenFor(who)
    const now = ok(await rig.ask('GET /api/me/preferences', { token }))
    ok(await rig.ask('PUT /api/me/preferences', { body: { ...now, ...change }, token }))
  }

  it('personal pushes that are switched off are not made; what is followed is told as before', async () => {
    const { other } = await firms()
    await preferences('wang', { personal: false })
    await rig.deps.models.Subscription.create({
      ...{
        _id: 'follows',
        person: 'wang',
        region: '310116109',
        below: false,
        category: null,
        item: null,
        word: null,
      },
      ...{
        scope: '310116109!all',
        since: new Date(rig.clock.now().getTime() - minute),
        until: null,
        open: true,
      },
    })
    const { id } = await rig.policy()
    await rig.tick()
    expect(await told('wang')).toEqual([])
    expect(await told('li')).toEqual([`${id}@${other.id}`])
    const followed = await rig.deps.models.Match.find({ person: 'wang', 'subject.kind': 'policy' }).lean()
    expect(followed.map(({ subject }) => subject.id)).toEqual([id])
  })

  it('and are off also for what was announced a moment before', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    await rig.policy()
    await rig.tick()
    await preferences('wang', { personal: false, frequency: 'immediate' })
    await rig.tick()
    const { id } = await rig.policy({ title: '另一项补助（示例）' })
    await rig.tick()
    expect((await told('wang')).some((subject) => subject.startsWith(id))).toBe(false)
  })

  it('a policy that is muted lies in the inbox and is not sent', async () => {
    await rig.firm('wang', 1)
    await rig.tick()
    const { id } = await rig.policy()
    await rig.tick()
    const body = { mutes: [{ policy: id }] }
    const { mutes } = ok(await rig.ask('PUT /api/me/mutes', { body, token: rig.tokenFor('wang') }))
    expect(mutes).toEqual([expect.objectContaining({ policy: id, label: expect.stringContaining('示例') })])
    rig.clock.advance(minute)
    ok(await standing(id, 'spent'))
    await rig.tick()
    expect((await rig.matches('wang')).map(({ outcome }) => outcome)).toContain('muted')
  })
})

async function corrected(id: string, change: object): Promise<void> {
  const { writer, reviewer, signatory } = tokensOf(rig)
  rig.clock.advance(minute)
  ok(await rig.ask('POST /api/policies/:id/correct', { params: { id }, token: writer }))
  const { revision } = ok(await rig.ask('GET /api/policies/:id/work', { params: { id }, token: writer }))
  const body = { revision, content: change, change: { note: '更正条件', size: 'major' } }
  const edited = ok(await rig.ask('PUT /api/policies/:id', { params: { id }, body, token: writer }))
  const handed = ok(
    await rig.ask('POST /api/policies/:id/submit', {
      params: { id },
      body: { revision: edited.revision },
      token: writer,
    }),
  )
  const review = { decision: 'approve', contentHash: handed.contentHash }
  ok(await rig.ask('POST /api/policies/:id/review', { params: { id }, body: review, token: reviewer }))
  const publish = { contentHash: handed.contentHash }
  ok(await rig.ask('POST /api/policies/:id/publish', { params: { id }, body: publish, token: signatory }))
}
