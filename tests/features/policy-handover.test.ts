import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { township } from '../api/notices-setup'
import { draftPolicy, ok, policyContent, seedOfficer, submittedPolicy, tokensOf } from '../api/policies-setup'
import { type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
let other = ''
beforeAll(async () => {
  rig = await packagesRig()
  other = await seedOfficer(rig, 'successor', 'township-officer', township.code)
})
beforeEach(async () => {
  await rig.deps.models.Role.updateMany(role('writer'), { $set: { until: null, successor: null } })
  await rig.reset()
})
afterAll(() => rig.close())

const role = (who: string) => ({ person: `p-${who}`, region: township.code })

/** The post of who writes ends a moment ago; the others' stay as they are. */
async function end(who: string, more: object = {}) {
  const until = new Date(rig.clock.now().getTime() - 1_000)
  await rig.deps.models.Role.updateMany(role(who), { $set: { until, ...more } })
  rig.forget()
}
const handOver = async () => {
  const jobs = rig.deps.features.find(({ name }) => name === 'policies')?.jobs?.(rig.deps) ?? []
  await jobs.find(({ name }) => name === 'policy-handover')?.run()
}
const work = (id: string, token: string) => rig.ask('GET /api/policies/:id/work', { params: { id }, token })

describe('a policy whose writer’s post has ended', () => {
  it('goes to whoever was named, who goes on where it stood', async () => {
    const { id, revision } = await draftPolicy(rig, policyContent())
    await end('writer', { successor: 'p-successor' })
    await handOver()
    await handOver()
    const taken = ok(await work(id, other))
    expect(taken).toMatchObject({ mine: true, revision: revision + 1, state: 'draft' })
    expect(taken.history.filter(({ verb }) => verb === 'handOver')).toHaveLength(1)
    const body = { revision: taken.revision, content: { title: '接着写（示例）' } }
    ok(await rig.ask('PUT /api/policies/:id', { params: { id }, body, token: other }))
  })

  it('is not handed over while the writer is there', async () => {
    const { id } = await draftPolicy(rig, policyContent())
    await handOver()
    expect((await work(id, tokensOf(rig).writer)).body.mine).toBe(true)
    const params = { id }
    const refused = await rig.ask('POST /api/policies/:id/take-over', { params, token: other })
    expect(refused.status).toBe(409)
  })

  it('waits where several could go on with it', async () => {
    const { id } = await draftPolicy(rig, policyContent())
    await end('writer')
    await handOver()
    expect((await work(id, other)).status).toBe(403)
  })

  it('can be taken over by whoever writes there, and by nobody else', async () => {
    const { id } = await submittedPolicy(rig, await draftPolicy(rig, policyContent()))
    await end('writer')
    const desk = ok(
      await rig.ask('GET /api/regions/:code/policy-desk', { params: { code: township.code }, token: other }),
    )
    expect(desk.open.map(({ orphan, mine }) => [orphan, mine])).toEqual([[true, false]])
    const params = { id }
    const reviewer = tokensOf(rig).reviewer
    expect((await rig.ask('POST /api/policies/:id/take-over', { params, token: reviewer })).status).toBe(403)
    const taken = ok(await rig.ask('POST /api/policies/:id/take-over', { params, token: other }))
    expect(taken).toMatchObject({ mine: true, state: 'submitted' })
    // Who goes on with it cannot review it.
    expect(taken.author).toContain('人writer')
  })
})
