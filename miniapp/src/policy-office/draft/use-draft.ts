import type { PolicyWork } from '@hutang/shared/contract'
import { useDidHide } from '@tarojs/taro'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '../../api/client'
import { newIdempotencyKey } from '../../api/idempotency'
import { clock } from '../../format/clock'
import { read, remove, write } from '../../store/persisted'
import { session } from '../../store/session'
import { type DraftPorts, type DraftState, type Patch, PolicyDraft } from './draft'

/** The draft of the edit page: made once. */
export function useDraft(work: PolicyWork): [DraftState, PolicyDraft] {
  const [draft] = useState(() => {
    const kept = read(keptAt(work.id))
    return new PolicyDraft(work, isPatch(kept) ? kept : null, portsOf(work.id))
  })
  const state = useSyncExternalStore(draft.subscribe, draft.get, draft.get)
  useEffect(() => () => draft.leave(), [draft])
  useDidHide(() => draft.leave())
  return [state, draft]
}

// With the account: on a shared phone nobody sees another person's text.
const keptAt = (id: string) => `hutang.policy-draft.${session.get()?.user.account ?? 'visitor'}.${id}`

const isPatch = (value: unknown): value is Patch =>
  typeof value === 'object' && value !== null && 'content' in value

const portsOf = (id: string): DraftPorts => ({
  send: ({ content, change }, revision, idempotencyKey) =>
    call('PUT /api/policies/:id', {
      params: { id },
      body: { revision, content, ...(change ? { change } : {}) },
      idempotencyKey,
    }),
  read: () => call('GET /api/policies/:id/work', { params: { id } }),
  keep: (patch) => {
    if (patch) return write(keptAt(id), patch)
    remove(keptAt(id))
    return true
  },
  newKey: newIdempotencyKey,
  now: clock.now,
  later: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})
