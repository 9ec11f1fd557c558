import { describe, expect, it } from '@jest/globals'
import { takeStep, type WorkflowStore } from '../../server/src/features/notices'
import type { Stamp } from '../../server/src/features/notices/workflow/idempotency'
import type { By, WorkEdition } from '../../server/src/features/notices/workflow/step'

const region = '310116109213'
const now = new Date('2026-11-20T02:00:00Z')

/** Something else that is reviewed before it is published, kept in memory: no notice, no database. */
interface Policy extends WorkEdition {
  text: string
}

function policies() {
  let policy: Policy = {
    _id: 'p:1',
    region,
    state: 'draft',
    revision: 0,
    author: 'clerk',
    authorAccount: null,
    history: [],
    lastKey: null,
    updatedAt: now,
    text: '',
  }
  let race: Partial<Policy> | undefined
  const store: WorkflowStore<Policy> = {
    work: async (_, stamp) => ({
      edition: policy,
      used: policy.history
        .filter(({ key }) => key !== null && key === stamp?.key)
        .map(({ hash }) => hash ?? ''),
    }),
    move: async ({ state, revision }, set) => {
      if (race) policy = { ...policy, ...race }
      race = undefined
      if (policy.state !== state || policy.revision !== revision) return null
      policy = { ...policy, ...set }
      return policy
    },
  }
  return {
    store,
    now: () => policy,
    /** Somebody else is first, just before the next move. */
    overtake: (change: Partial<Policy>) => {
      race = change
    },
  }
}

const roles = { clerk: 'clerk', supervisor: 'supervisor', publisher: 'publisher' } as const
const actor = (who: keyof typeof roles): By => ({
  person: { _id: who, name: who },
  account: { _id: `a-${who}` },
  viewer: { account: `a-${who}`, person: who, residences: [], roles: [{ role: roles[who], region }] },
})

const take = (
  store: WorkflowStore<Policy>,
  who: keyof typeof roles,
  verb: 'edit' | 'submit' | 'approve' | 'publish',
  stamp: Stamp | null = null,
  set: Partial<Policy> = {},
) => takeStep(store, { actor: actor(who), subject: 'p', verb, stamp, now }, async () => ({ set }))

const codeOf = (step: Promise<unknown>) => step.then(() => 'done').catch((problem) => problem.code)

describe('the steps of the workflow, over any store', () => {
  it('lead from the first word to publication, each with who and when', async () => {
    const { store, now: policy } = policies()
    await take(store, 'clerk', 'edit', null, { text: '补贴办法' })
    await take(store, 'clerk', 'submit')
    expect(await codeOf(take(store, 'clerk', 'approve'))).toBe('ownWork')
    expect(await codeOf(take(store, 'publisher', 'publish'))).toBe('wrongState')
    await take(store, 'supervisor', 'approve')
    await take(store, 'publisher', 'publish')
    expect(policy()).toMatchObject({ state: 'published', revision: 4, text: '补贴办法' })
    expect(policy().history.map(({ verb, by }) => [verb, by])).toEqual([
      ['edit', 'clerk（村经办）'],
      ['submit', 'clerk（村经办）'],
      ['approve', 'supervisor（村监会）'],
      ['publish', 'publisher（书记/主任）'],
    ])
  })

  it('look again when another step came first, and then allow only what still is', async () => {
    const { store, overtake, now: policy } = policies()
    overtake({ revision: 7 })
    await take(store, 'clerk', 'edit', null, { text: '后来的' })
    expect(policy()).toMatchObject({ revision: 8, text: '后来的' })
    overtake({ state: 'submitted', revision: 9 })
    expect(await codeOf(take(store, 'clerk', 'submit'))).toBe('wrongState')
  })

  it('have their effect once for a key, and refuse the key for another request', async () => {
    const { store, now: policy } = policies()
    const stamp = { key: 'a-clerk:k', hash: 'h' }
    await take(store, 'clerk', 'edit', stamp, { text: '一' })
    await take(store, 'clerk', 'edit', stamp, { text: '二' })
    expect(policy()).toMatchObject({ revision: 1, text: '一' })
    expect(await codeOf(take(store, 'clerk', 'edit', { ...stamp, hash: 'other' }))).toBe('idempotencyReused')
  })
})
