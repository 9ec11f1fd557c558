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

/** The draft behind the edit page: made once for a notice, told of every fresher answer. */
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

/** Nothing of it is wanted any more. */
export const forgetKept = (notice: string) => remove(keptAt(notice))

// By account: on a shared phone nobody finds another's unsent words.
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
