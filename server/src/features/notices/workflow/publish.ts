import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { EditionDoc } from '../notices.model'
import { finishPublished } from './finish'
import type { Stamp } from './idempotency'
import { takeStep } from './step'

/**
 * Publishes exactly the approved content. The edition becomes published and owes its notice the flip;
 * everything after that is repeatable, here or by the sweep.
 */
export async function publishNotice(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  contentHash: string,
  stamp: Stamp | null,
): Promise<EditionDoc> {
  const step = { deps, actor, noticeId, verb: 'publish', stamp } as const
  const { edition } = await takeStep(step, async (found) => {
    if (found.approvedHash !== contentHash || found.contentHash !== contentHash)
      throw new AppError('wrongState')
    return { set: { publishedAt: deps.clock.now(), owed: [...found.owed, 'current'] } }
  })
  await finishPublished(deps, edition)
  return edition
}
