import type { EditionWork } from '@hutang/shared/contract'
import { useDidHide } from '@tarojs/taro'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '../../api/client'
import { newIdempotencyKey } from '../../api/idempotency'
import { clock } from '../../format/clock'
import { read, remove, write } from '../../store/persisted'
import { session } from '../../store/session'
import { wholeOf } from '../table/load'
import type { Content } from '../table/rows'
import { Draft } from './draft'
import { isKept } from './kept'
import type { DraftPorts, DraftState, Kept } from './types'
import { unfitFields } from './unfit'

/** The draft of the edit page: created once for a notice, and given every newer answer of the server. */
export function useDraft(
  work: EditionWork,
  content: Content,
  households: readonly string[],
): [DraftState, Draft] {
  const [draft] = useState(() => {
    const place = keptAt(work.notice)
    return new Draft(work, content, keptDraft(read(place)), portsOf(work.notice, place, households))
  })
  const state = useSyncExternalStore(draft.subscribe, draft.get, draft.get)
  useEffect(() => draft.absorb(work), [draft, work])
  useEffect(() => () => draft.leave(), [draft])
  useDidHide(() => draft.leave())
  return [state, draft]
}

/** Deletes what the phone has stored of a draft. */
export const forgetKept = (notice: string) => remove(keptAt(notice))

// With the account: on a shared phone nobody sees another person's text.
const keptAt = (notice: string) => `hutang.draft.${session.get()?.user.account ?? 'visitor'}.${notice}`

const portsOf = (id: string, place: string, households: readonly string[]): DraftPorts => ({
  send: (write, revision, key) =>
    'patch' in write
      ? call('PUT /api/notices/:id', {
          params: { id },
          body: { revision, content: write.patch },
          idempotencyKey: key,
        })
      : call('POST /api/notices/:id/rows', {
          params: { id },
          body: { revision, changes: write.changes },
          idempotencyKey: key,
        }),
  read: async () => {
    const { work } = await call('GET /api/screens/edit', { query: { id } })
    return { work, content: await wholeOf(work) }
  },
  keep: (kept) => {
    if (kept) return write(place, kept)
    remove(place)
    return true
  },
  newKey: newIdempotencyKey,
  now: clock.now,
  later: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  unfit: (content) => unfitFields(content, households),
})

const keptDraft = (value: unknown): Kept | null => (isKept(value) ? value : null)
