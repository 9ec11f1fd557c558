import { transitionOf } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { EditionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { workMark } from './waiting'

type From = { state: 'scheduled' } | { state: 'published'; owed: 'current' }

/**
 * An edition that was scheduled or published and cannot be shown waits for its publisher again; nobody has read it.
 * The request that published it may be made anew, so its key goes from the history. False: it has moved on.
 */
export async function recall(
  { db, clock, marks }: Pick<Deps, 'db' | 'clock' | 'marks'>,
  edition: EditionDoc,
  from: From,
  reason: string,
): Promise<boolean> {
  const published = from.state === 'published' ? edition.history.findLast(isPublished) : undefined
  const entry = {
    verb: 'cancel' as const,
    person: edition.author,
    by: '系统',
    at: clock.now(),
    reason,
    key: null,
    hash: null,
  }
  const moved = await noticeModels(db).Edition.updateOne(
    { _id: edition._id, revision: edition.revision, ...from },
    {
      $set: {
        state: transitionOf('cancel').to,
        publishedAt: null,
        scheduledFor: null,
        revision: edition.revision + 1,
        ...(published ? { lastKey: null } : {}),
        history: [...edition.history.filter((one) => one !== published), entry],
        updatedAt: clock.now(),
      },
      $pull: { owed: 'current' },
    },
  )
  if (moved.modifiedCount > 0) await marks.move(workMark(edition.region))
  return moved.modifiedCount > 0
}

const isPublished = ({ verb }: EditionDoc['history'][number]): boolean => verb === 'publish'
