import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { changeAvailability } from '../../server/src/features/policies/standing/availability'
import { hidePolicy } from '../../server/src/features/policies/standing/hide'
import { takeDownPolicy } from '../../server/src/features/policies/standing/takedown'
import { withdrawPolicy } from '../../server/src/features/policies/standing/withdraw'
import { createPolicy } from '../../server/src/features/policies/workflow/create'
import { publishPolicy } from '../../server/src/features/policies/workflow/publish'
import { finishPendingPolicies } from '../../server/src/features/policies/workflow/sweep'
import { township } from '../api/notices-setup'
import {
  approvedPolicy,
  draftPolicy,
  policyContent,
  publishedPolicy,
  type Township,
  townshipApp,
} from '../api/policies-setup'
import { actorNamed, atEveryWrite, Crash, dyingAt } from '../support/dying'

let t: Township
beforeAll(async () => {
  t = await townshipApp()
})
afterAll(() => t.close())

const survived = (problem: unknown) => {
  if (!(problem instanceof Crash)) throw problem
}
const announced = (id: string, kind: string) =>
  t.deps.models.Announcement.countDocuments({ 'subject.id': id, kind: kind as 'status' })
const isReadable = async (id: string) => {
  t.forget()
  return (await t.app.inject(`/api/policies/${id}`)).statusCode === 200
}
const swept = async () => {
  t.clock.advance(61 * 60_000)
  await finishPendingPolicies(t.deps)
  await finishPendingPolicies(t.deps)
}

describe('a process that dies', () => {
  it('while it publishes leaves either nothing readable, or a policy that is announced exactly once', async () => {
    const signatory = await actorNamed(t, 'signatory')
    const deaths = await atEveryWrite(async (nth, when) => {
      const { id, contentHash } = await approvedPolicy(t, await draftPolicy(t))
      const { deps, died } = dyingAt(t, nth, when)
      await publishPolicy(deps, signatory, id, contentHash, null).catch(survived)
      const policy = await t.deps.models.Policy.findById(id).lean()
      expect(await isReadable(id)).toBe(policy?.state === 'published')
      const edition = await t.deps.models.PolicyEdition.findById(`${id}:1`).lean()
      await swept()
      const isOut = edition?.state === 'published'
      expect([await isReadable(id), await announced(id, 'published')]).toEqual([isOut, isOut ? 1 : 0])
      const after = await t.deps.models.Policy.findById(id).lean()
      expect(after?.owed).toEqual([])
      return died()
    })
    // Edition, policy, record, edition's debt, announcement, policy's debt: each before and after.
    expect(deaths).toBe(12)
  }, 120_000)

  it('while it changes how a policy stands leaves the old standing, or the new one announced exactly once', async () => {
    const signatory = await actorNamed(t, 'signatory')
    const wanted = { state: 'paused', extendedTo: null, note: '' } as const
    const deaths = await atEveryWrite(async (nth, when) => {
      const { id } = await publishedPolicy(t)
      const { deps, died } = dyingAt(t, nth, when)
      await changeAvailability(deps, signatory, id, wanted, null).catch(survived)
      const before = await t.deps.models.Policy.findById(id).lean()
      await swept()
      const isPaused = before?.availability.state === 'paused'
      expect(await announced(id, 'status')).toBe(isPaused ? 1 : 0)
      expect((await t.deps.models.Policy.findById(id).lean())?.owed).toEqual([])
      return died()
    })
    expect(deaths).toBe(8)
  }, 120_000)

  it('while it withdraws leaves it public, or withdrawn and announced exactly once', async () => {
    const signatory = await actorNamed(t, 'signatory')
    const deaths = await atEveryWrite(async (nth, when) => {
      const { id } = await publishedPolicy(t)
      const { deps, died } = dyingAt(t, nth, when)
      await withdrawPolicy(deps, signatory, id, '上级文件已经废止。', null).catch(survived)
      const before = await t.deps.models.Policy.findById(id).lean()
      await swept()
      expect(await announced(id, 'withdrawn')).toBe(before?.state === 'withdrawn' ? 1 : 0)
      return died()
    })
    expect(deaths).toBe(8)
  }, 120_000)

  it('while it takes a policy down leaves it hidden and whole, or gone everywhere and told exactly once', async () => {
    const [signatory, reviewer] = [await actorNamed(t, 'signatory'), await actorNamed(t, 'reviewer')]
    const { Policy, PolicyEdition, Leak, Announcement } = t.deps.models
    const reason = '附件带了私人信息。'
    const word = '扶持泄露鹮'
    const deaths = await atEveryWrite(async (nth, when) => {
      const draft = await draftPolicy(
        t,
        policyContent({ title: word, text: `${policyContent().text}\n${word}` }),
      )
      const { id } = await publishedPolicy(t, draft)
      await hidePolicy(t.deps, { actor: signatory, id, reason, stamp: null })
      const { deps, died } = dyingAt(t, nth, when)
      const asked = { actor: reviewer, id, stamp: null }
      await takeDownPolicy(deps, asked, { reason, kinds: ['name'] }).catch(survived)
      const isGone = (await Policy.findById(id).lean())?.state === 'takenDown'
      expect(await isReadable(id)).toBe(false)
      await swept()
      const after = await Policy.findById(id).lean()
      const texts = JSON.stringify([after?.head, await PolicyEdition.find({ policy: id }).lean()])
      expect([after?.owed, texts.includes(word)]).toEqual([[], !isGone])
      expect([await announced(id, 'takenDown'), await announced(id, 'leaked')]).toEqual(
        isGone ? [1, 1] : [0, 0],
      )
      expect(await Leak.countDocuments({ notice: id })).toBe(isGone ? 1 : 0)
      await Announcement.deleteMany({ 'subject.id': id })
      return died()
    })
    expect(deaths).toBeGreaterThan(10)
  }, 240_000)

  it('while it makes a policy leaves a whole draft, or nothing', async () => {
    const writer = await actorNamed(t, 'writer')
    const { Policy, PolicyEdition } = t.deps.models
    await atEveryWrite(async (nth, when) => {
      const title = `起草到一半 ${nth} ${when}（示例）`
      const { deps, died } = dyingAt(t, nth, when)
      const content = policyContent({ title })
      await createPolicy(deps, writer, { region: township.code, content }, null).catch(survived)
      await swept()
      const [policies, editions] = await Promise.all([Policy.find().lean(), PolicyEdition.find().lean()])
      expect(policies.filter(({ owed }) => owed.length > 0)).toEqual([])
      expect(new Set(policies.map(({ _id }) => _id))).toEqual(new Set(editions.map(({ policy }) => policy)))
      return died()
    })
  }, 120_000)
})
