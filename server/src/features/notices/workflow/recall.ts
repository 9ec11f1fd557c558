import { transitionOf } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { EditionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'

/**
 * An edition that was published while its notice was withdrawn, hidden or taken down: nobody has read it, and it
 * waits for its publisher again. The request that published it may be made anew, so its key goes from the history.
 */
export async function recall({ db, clock }: Deps, edition: EditionDoc): Promise<void> {
  const published = edition.history.findLast(({ verb }) => verb === 'publish')
  const entry = {
    verb: 'cancel' as const,
    person: published?.person ?? edition.author,
    by: '系统',
    at: clock.now(),
    reason: '发布时这条公开已被撤回、遮住或撤下，所以没有发布。',
    key: null,
    hash: null,
  }
  await noticeModels(db).Edition.updateOne(
    { _id: edition._id, state: 'published', revision: edition.revision, owed: 'current' },
    {
      $set: {
        state: transitionOf('cancel').to,
        publishedAt: null,
        scheduledFor: null,
        revision: edition.revision + 1,
        lastKey: null,
        history: [...edition.history.filter((one) => one !== published), entry],
        updatedAt: clock.now(),
      },
      $pull: { owed: 'current' },
    },
  )
}
