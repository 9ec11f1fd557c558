import { transitionOf } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { EditionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { finishWork, withWork } from '../work/announce-work'
import { workMark } from './waiting'

type From = { state: 'scheduled' } | { state: 'published'; owed: 'current' }

/**
 * An edition that was scheduled or published and cannot be shown waits for its publisher again; nobody has read it.
 * The request that published it may be made anew, so its key goes from the history. False: it has moved on.
 */
export async function recall(
  deps: Pick<Deps, 'db' | 'clock' | 'marks'>,
  edition: EditionDoc,
  from: From,
  reason: string,
): Promise<boolean> {
  const { db, clock, marks } = deps
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
  const moved = await noticeModels(db)
    .Edition.findOneAndUpdate(
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
          owed: withWork({ owed: edition.owed.filter((one) => one !== 'current') }),
        },
      },
      { returnDocument: 'after' },
    )
    .lean<EditionDoc>()
  if (!moved) return false
  await marks.move(workMark(edition.region))
  await finishWork(deps, moved)
  return true
}

const isPublished = ({ verb }: EditionDoc['history'][number]): boolean => verb === 'publish'
