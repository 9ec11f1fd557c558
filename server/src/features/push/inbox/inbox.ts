import type { InboxEntry } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cursorOf, positionOf } from '../../../http/cursor'
import type { Actor } from '../../accounts'
import { saidAs } from '../../announcements'
import type { MatchDoc } from '../push.model'
import { pushModels } from '../push.model'
import { changesOf, linesOf } from '../subjects'
import { reasonText } from './reasons.rules'
import { shownTo, unreadOf } from './unread'

export interface InboxPage {
  items: InboxEntry[]
  next?: string
  unread: number
}

const pageSize = 20

/** Newest first. What was taken down for somebody's privacy is not even named here. */
export async function inboxPage(
  deps: Deps,
  { person, viewer }: Actor,
  { cursor, limit = pageSize }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<InboxPage> {
  const { db } = deps
  const after = cursor === undefined ? null : positionOf(cursor)
  const found = await pushModels(db)
    .Match.find({
      ...shownTo(person._id),
      ...(after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] } : {}),
    })
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean<MatchDoc[]>()
  const matches = found.slice(0, limit)
  const lineOf = await linesOf(
    deps,
    matches.map(({ subject }) => subject),
    viewer,
  )
  const corrected = matches.filter(({ subject }) => lineOf(subject)?.correctedAt !== undefined)
  const changeOf = await changesOf(
    deps,
    corrected.map(({ subject }) => subject),
    viewer,
  )
  const items = matches.flatMap(({ _id, subject, kind, reasons, at, readAt }) => {
    const line = lineOf(subject)
    if (!line) return []
    return {
      id: _id,
      notice: line,
      kind,
      mark: saidAs(subject.kind, kind).mark ?? null,
      reasons: reasons.map((reason) => reasonText(reason, line)),
      at: at.toISOString(),
      changes: changeOf(subject),
      readAt: readAt ? readAt.toISOString() : null,
    }
  })
  const last = matches[matches.length - 1]
  return {
    items,
    ...(found.length > limit && last ? { next: cursorOf({ at: last.at, id: last._id }) } : {}),
    unread: await unreadOf(db, person._id),
  }
}

/** Without ids: everything. */
export async function markRead(
  { db, clock }: Deps,
  person: string,
  ids?: readonly string[],
): Promise<{ unread: number }> {
  await pushModels(db).Match.updateMany(
    { person, readAt: null, ...(ids ? { _id: { $in: [...ids] } } : {}) },
    { readAt: clock.now() },
  )
  return { unread: await unreadOf(db, person) }
}
