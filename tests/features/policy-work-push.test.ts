import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newEngine } from '../../server/src/features/push/engines'
import {
  approvedPolicy,
  draftPolicy,
  type Officer,
  ok,
  publishedPolicy,
  submittedPolicy,
  tokensOf,
} from '../api/policies-setup'
import { type PackagesRig, packagesRig } from './packages-rig'

let rig: PackagesRig
beforeAll(async () => {
  rig = await packagesRig()
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

const tick = () => newEngine(rig.deps, { channels: [] }).runOnce()
const inbox = async (who: Officer) => {
  const { items } = ok(await rig.ask('GET /api/me/inbox', { query: {}, token: tokensOf(rig)[who] }))
  return items
    .filter(({ notice }) => notice.category === '办理')
    .map(({ notice: { title, plain, link, stateText } }) => ({ title, plain, link, stateText }))
}

describe('a step of a policy', () => {
  it('waits at the desk of who has it, and of nobody else', async () => {
    const work = await submittedPolicy(rig, await draftPolicy(rig))
    await tick()
    expect(await inbox('reviewer')).toEqual([
      {
        title: '有一条政策等您保密审查',
        plain: `有一条政策等您保密审查：${work.content.title}`,
        link: `policy-office/policy/index?id=${work.id}`,
        stateText: null,
      },
    ])
    expect(await inbox('writer')).toEqual([])
    expect(await inbox('signatory')).toEqual([])
  })

  it('is told back to the writer with what was returned, and is done for the reviewer', async () => {
    const { id, contentHash } = await submittedPolicy(rig, await draftPolicy(rig))
    await tick()
    const body = { decision: 'return' as const, reason: '第二条写错了。', contentHash }
    ok(
      await rig.ask('POST /api/policies/:id/review', { params: { id }, body, token: tokensOf(rig).reviewer }),
    )
    await tick()
    expect((await inbox('writer')).map(({ title, link }) => [title, link])).toEqual([
      ['有一条政策退回给您，请改一改', `policy-office/edit/index?id=${id}`],
    ])
    expect((await inbox('reviewer')).map(({ stateText }) => stateText)).toEqual(['已办'])
  })

  it('is each told once, however often it is swept', async () => {
    await approvedPolicy(rig, await draftPolicy(rig))
    const job = rig.deps.features.find(({ name }) => name === 'policies')?.jobs?.(rig.deps)[0]
    await job?.run()
    await job?.run()
    await tick()
    expect((await inbox('signatory')).map(({ title }) => title)).toEqual(['有一条政策等您签发'])
    const announced = await rig.deps.models.Announcement.find({ 'subject.kind': 'policyWork' }).lean()
    expect(announced).toHaveLength(2)
  })

  it('that a crash left untold is told by the sweep', async () => {
    const { id } = await submittedPolicy(rig, await draftPolicy(rig))
    const { Announcement, PolicyEdition } = rig.deps.models
    await Announcement.deleteMany({})
    await PolicyEdition.updateOne({ policy: id }, { $set: { owed: ['work'] } })
    const job = rig.deps.features.find(({ name }) => name === 'policies')?.jobs?.(rig.deps)[0]
    await job?.run()
    await tick()
    expect((await inbox('reviewer')).map(({ title }) => title)).toEqual(['有一条政策等您保密审查'])
  })

  it('that is published waits for nobody', async () => {
    await publishedPolicy(rig)
    await tick()
    for (const who of ['reviewer', 'signatory'] as const)
      expect((await inbox(who)).filter(({ stateText }) => stateText === null)).toEqual([])
  })

  it('is on record once, with who took it', async () => {
    const { Audit } = rig.deps.models
    await Audit.deleteMany({})
    const { id } = await publishedPolicy(rig)
    const availability = { state: 'spent' as const, extendedTo: null, note: '' }
    const token = tokensOf(rig).signatory
    ok(await rig.ask('POST /api/policies/:id/availability', { params: { id }, body: availability, token }))
    const body = { reason: '重复了。' }
    ok(await rig.ask('POST /api/policies/:id/withdraw', { params: { id }, body, token }))
    const job = rig.deps.features.find(({ name }) => name === 'policies')?.jobs?.(rig.deps)[0]
    await job?.run()
    const found = await Audit.find({ subject: id }).sort({ at: 1 }).lean<{ act: string; person: string }[]>()
    expect(found.map(({ act, person }) => [act, person]).sort()).toEqual(
      [
        ['policySubmitted', 'p-writer'],
        ['policyApproved', 'p-reviewer'],
        ['policyPublished', 'p-signatory'],
        ['policyStatusChanged', 'p-signatory'],
        ['policyWithdrawn', 'p-signatory'],
      ].sort(),
    )
  })
})
