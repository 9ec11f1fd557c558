import type { PolicyWork } from '@hutang/shared'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { ApiError } from '../../../miniapp/src/api/errors'
import { type Patch, PolicyDraft } from '../../../miniapp/src/policy-office/draft/draft'
import { emptyPolicy } from '../../../server/src/features/policies/workflow/content.rules'

/** A server that holds one draft, and a clock that is moved by hand. */
function rig() {
  const server = { revision: 1, content: { ...emptyPolicy } }
  const work = (): PolicyWork =>
    ({ ...server, content: { ...server.content }, change: null, updatedAt: '' }) as unknown as PolicyWork
  const sent: Patch[] = []
  let kept: Patch | null = null
  let failure: ApiError | null = null
  const timers = new Set<() => void>()
  const ports = {
    send: async (patch: Patch, revision: number) => {
      if (failure) throw failure
      if (revision !== server.revision) throw new ApiError(409, 'staleEdit', '别处改过')
      sent.push(patch)
      server.content = { ...server.content, ...patch.content }
      server.revision += 1
      return work()
    },
    read: async () => work(),
    keep: (patch: Patch | null) => {
      kept = patch
      return true
    },
    newKey: () => 'key',
    now: () => 0,
    later: (run: () => void) => {
      timers.add(run)
      return () => void timers.delete(run)
    },
  }
  return {
    ...{ server, sent, ports, work },
    kept: () => kept,
    fail: (next: ApiError | null) => {
      failure = next
    },
    make: (first: Patch | null = null) => new PolicyDraft(work(), first, ports),
  }
}

describe('a policy while it is written', () => {
  let bench = rig()
  beforeEach(() => {
    bench = rig()
  })

  it('sends what changed, with the revision that it changes', async () => {
    const draft = bench.make()
    draft.edit(() => ({ title: '奖补' }))
    expect(draft.get().status).toBe('waiting')
    expect(await draft.flush()).toBe(true)
    draft.edit(() => ({ plain: '一句话' }))
    expect(await draft.flush()).toBe(true)
    expect(bench.sent).toEqual([{ content: { title: '奖补' } }, { content: { plain: '一句话' } }])
    expect(draft.revision).toBe(3)
    expect(bench.kept()).toBeNull()
  })

  it('keeps on the phone what could not be sent, and goes on with it', async () => {
    const draft = bench.make()
    bench.fail(new ApiError(0, 'offline', '没有网络'))
    draft.edit(() => ({ title: '奖补' }))
    expect(await draft.flush()).toBe(false)
    expect(draft.get().status).toBe('offline')
    expect(bench.kept()).toEqual({ content: { title: '奖补' } })
    bench.fail(null)
    const again = bench.make(bench.kept())
    expect(again.get().content.title).toBe('奖补')
    expect(await again.flush()).toBe(true)
    expect(bench.server.content.title).toBe('奖补')
  })

  it('takes what somebody else wrote elsewhere, and says where both wrote', async () => {
    const draft = bench.make()
    bench.server.content = { ...bench.server.content, plain: '他写的', issuer: '他写的' }
    bench.server.revision = 5
    draft.edit(() => ({ title: '我写的', issuer: '我写的' }))
    expect(await draft.flush()).toBe(true)
    expect(draft.get().content).toMatchObject({ title: '我写的', plain: '他写的', issuer: '我写的' })
    expect(draft.get().clashes).toEqual(['issuer'])
  })

  it('does not send again what was refused until it is changed, and sends the rest', async () => {
    const draft = bench.make()
    const fields = [{ field: 'content.phone', message: '不要写个人手机号。' }]
    bench.fail(new ApiError(422, 'invalidFields', '有不对的地方', undefined, fields))
    draft.edit(() => ({ phone: '13800000000' }))
    expect(await draft.flush()).toBe(false)
    expect(draft.get()).toMatchObject({ status: 'refused' })
    bench.fail(null)
    draft.edit(() => ({ title: '奖补' }))
    await draft.flush()
    expect(bench.sent).toEqual([{ content: { title: '奖补' } }])
    draft.edit(() => ({ phone: '021-5555 0101' }))
    expect(await draft.flush()).toBe(true)
    expect(draft.get()).toMatchObject({ status: 'saved', error: undefined })
  })
})
