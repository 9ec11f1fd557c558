import type { EditionWork } from '@hutang/shared/contract'
import { unwritten } from '@hutang/shared/rules'
import { useDidHide } from '@tarojs/taro'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '../../api/client'
import type { Body } from '../../api/contract'
import { newIdempotencyKey } from '../../api/idempotency'
import { clock } from '../../format/clock'
import { read, remove, write } from '../../store/persisted'
import { session } from '../../store/session'
import { wholeOf } from '../table/load'
import type { Content } from '../table/rows'
import { Draft } from './draft'
import { isKept } from './kept'
import type { DraftPorts, DraftState, Kept, Patch } from './types'
import { unfitFields } from './unfit'

/** The item for which a draft is made with the first words. */
export type Asked = Body<'POST /api/notices'>

/** Which draft it is: that of a notice, or one that is not made yet. */
interface Place {
  notice: string
  asked: Asked | undefined
}

/** The draft of the edit page: created once, and given every newer answer of the server. */
export function useDraft(
  work: EditionWork,
  content: Content,
  households: readonly string[],
  asked?: Asked,
): [DraftState, Draft] {
  const [draft] = useState(() => {
    const place = { notice: work.notice, asked }
    return new Draft(work, content, keptDraft(read(keptAt(place))), portsOf(place, households))
  })
  const state = useSyncExternalStore(draft.subscribe, draft.get, draft.get)
  useEffect(() => draft.absorb(work), [draft, work])
  useEffect(() => () => draft.leave(), [draft])
  useDidHide(() => draft.leave())
  return [state, draft]
}

// With the account: on a shared phone nobody sees another person's text.
const keptAt = ({ notice, asked }: Place) => {
  const name = notice === unwritten && asked ? `${unwritten}.${asked.region}.${asked.item}` : notice
  return `hutang.draft.${session.get()?.user.account ?? 'visitor'}.${name}`
}

async function putWords(place: Place, content: Patch, revision: number, key: string): Promise<EditionWork> {
  const { notice: id, asked } = place
  if (id !== unwritten || !asked)
    return call('PUT /api/notices/:id', { params: { id }, body: { revision, content }, idempotencyKey: key })
  const work = await call('POST /api/notices', { body: { ...asked, content }, idempotencyKey: key })
  remove(keptAt(place))
  place.notice = work.notice
  return work
}

const readWork = async ({ notice: id, asked }: Place): Promise<EditionWork> =>
  id === unwritten && asked
    ? (await call('GET /api/screens/new-draft', { query: { region: asked.region, item: asked.item } })).work
    : (await call('GET /api/screens/edit', { query: { id } })).work

const portsOf = (place: Place, households: readonly string[]): DraftPorts => ({
  send: (write, revision, key) =>
    'patch' in write
      ? putWords(place, write.patch, revision, key)
      : call('POST /api/notices/:id/rows', {
          params: { id: place.notice },
          body: { revision, changes: write.changes },
          idempotencyKey: key,
        }),
  read: async () => {
    const work = await readWork(place)
    return { work, content: await wholeOf(work) }
  },
  keep: (kept) => {
    if (kept) return write(keptAt(place), kept)
    remove(keptAt(place))
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
