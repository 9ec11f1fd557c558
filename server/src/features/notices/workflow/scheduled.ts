import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { AppError } from '../../../errors'
import { inPages, oneByOne } from '../../../storage/pages'
import { standingOf } from '../../accounts'
import type { EditionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { publishAs } from './publish'
import { recall } from './recall'

/** Editions that are read whole hold their text and their history. */
const size = 20

/**
 * Publishes what is due by its schedule, the oldest first; after an outage what was missed, each once. Two processes
 * may do it at once: the step holds for one of them. Answers how many were published or taken back.
 */
export async function publishDue(deps: Deps): Promise<number> {
  const due = inPages(
    noticeModels(deps.db).Edition,
    { state: 'scheduled', scheduledFor: { $lte: deps.clock.now() } },
    { by: 'scheduledFor', size },
  )
  return eachSafely(deps.log, 'what was scheduled could not be published', oneByOne(due), (edition) =>
    publishScheduled(deps, edition),
  )
}

const lostText = '定时发布的人已经不在这个岗位上，所以没有自动发布，请现在的负责人再看一遍后发布。'

/**
 * The decision is that of whoever scheduled it, so it must still be theirs to take: a post that ended in between
 * ends the schedule too, and the edition waits for whoever has the post now.
 */
async function publishScheduled(deps: Deps, edition: EditionDoc): Promise<boolean> {
  const { revision } = edition
  const actor = edition.scheduledBy ? await standingOf(deps, edition.scheduledBy) : null
  if (!actor) return recall(deps, edition, { state: 'scheduled' }, lostText)
  try {
    await publishAs(deps, actor, edition.notice, { wanted: (found) => found.revision === revision }, null)
    return true
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem
    const reason = problem.code === 'wrongState' ? problem.message : lostText
    return recall(deps, edition, { state: 'scheduled' }, reason)
  }
}
