import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { township } from '../api/notices-setup'
import { approvedPolicy, draftPolicy, ok, tokensOf } from '../api/policies-setup'
import { minute, type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
  await rig.person('wang')
})
beforeEach(async () => {
  await rig.deps.models.Role.updateMany(signatory, { $set: { until: null } })
  await rig.reset()
})
afterAll(() => rig.close())

const signatory = { person: 'p-signatory', region: township.code }
const jobs = async () => {
  const found = rig.deps.features.find(({ name }) => name === 'policies')?.jobs?.(rig.deps) ?? []
  for (const name of ['scheduled-policies', 'pending-policies'])
    await found.find((one) => one.name === name)?.run()
}
const later = (minutes: number) => new Date(rig.clock.now().getTime() + minutes * minute).toISOString()

async function scheduled(at = later(30)) {
  const { id, contentHash } = await approvedPolicy(rig, await draftPolicy(rig))
  const token = tokensOf(rig).signatory
  const answer = await rig.ask('POST /api/policies/:id/schedule', {
    params: { id },
    body: { at, contentHash },
    token,
  })
  return { id, answer }
}
const work = async (id: string) =>
  ok(await rig.ask('GET /api/policies/:id/work', { params: { id }, token: tokensOf(rig).writer }))
const isPublic = async (id: string) =>
  (await rig.ask('GET /api/policies/:id', { params: { id } })).status === 200

describe('a policy that is to be published at a time', () => {
  it('is public from then on, once, however often it is looked', async () => {
    const { id, answer } = await scheduled()
    expect(ok(answer)).toMatchObject({ state: 'scheduled', scheduledFor: later(30) })
    await jobs()
    expect(await isPublic(id)).toBe(false)
    rig.clock.advance(31 * minute)
    await jobs()
    await jobs()
    expect(await isPublic(id)).toBe(true)
    expect((await work(id)).history.filter(({ verb }) => verb === 'publish')).toHaveLength(1)
    const announced = await rig.deps.models.Announcement.countDocuments({ 'subject.kind': 'policy' })
    expect(announced).toBe(1)
  })

  it('waits for the signatory again where it is taken back, and where it is changed', async () => {
    const { id } = await scheduled()
    const params = { id }
    const token = tokensOf(rig).signatory
    const back = ok(await rig.ask('POST /api/policies/:id/cancel', { params, token }))
    expect(back).toMatchObject({ state: 'approved', scheduledFor: null })
    const other = await scheduled()
    const { revision } = await work(other.id)
    const body = { revision, content: { title: '改过的（示例）' } }
    ok(
      await rig.ask('PUT /api/policies/:id', { params: { id: other.id }, body, token: tokensOf(rig).writer }),
    )
    rig.clock.advance(60 * minute)
    await jobs()
    expect([await isPublic(id), await isPublic(other.id)]).toEqual([false, false])
  })

  it('does not go out for somebody whose post has ended, and the office is told', async () => {
    const { id } = await scheduled()
    await rig.deps.models.Role.updateMany(signatory, { $set: { until: rig.clock.now() } })
    rig.forget()
    rig.clock.advance(31 * minute)
    await jobs()
    expect(await isPublic(id)).toBe(false)
    const { state, history } = await work(id)
    expect([state, history.at(-1)?.reason]).toEqual(['approved', expect.stringContaining('不在这个岗位上')])
  })

  it.each([
    ['that has passed', -5],
    ['of next year', 60 * 24 * 120],
  ])('is refused for a time %s, with its field', async (_what, minutes) => {
    const { answer } = await scheduled(later(minutes))
    expect(answer.status).toBe(422)
    expect(answer.error.fields?.map(({ field }: { field: string }) => field)).toEqual(['at'])
  })
})
