import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import type { EditionDoc } from '../notices.model'
import { draftTable } from '../tables/rows'
import { wordsOf } from './content'
import type { Stamp } from './idempotency'
import { failureReasons } from './readiness.rules'
import { takeStep } from './step'

/** Hands the draft to the reviewer, once nothing is missing. */
export async function submitNotice(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  revision: number,
  stamp: Stamp | null,
): Promise<EditionDoc> {
  const step = { deps, actor, noticeId, verb: 'submit', stamp } as const
  const { edition } = await takeStep(step, async (found) => {
    if (found.revision !== revision) throw new AppError('staleEdit')
    const item = itemOfNotice(regionRef(await regionOf(deps, found.region)), found.item)
    if (!item) throw new AppError('itemNotFound')
    const content = { ...wordsOf(found), table: await draftTable(deps, found) }
    const fields = failureReasons(content, found.pictures, item)
    if (fields.length > 0) throw new AppError('notReady', { fields })
    return { set: {} }
  })
  return edition
}
