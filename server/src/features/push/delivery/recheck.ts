import type { DeliveryDoc, MatchDoc } from '../push.model'
import { pushModels } from '../push.model'
import type { Context } from './context'
import { judge, type Verdict } from './judge'

/** What was sealed some time ago may have been withdrawn since; the words stay as they were sealed. */
export async function recheck({ deps }: Context, delivery: DeliveryDoc): Promise<Verdict> {
  let last: Verdict = { kind: 'drop', why: 'notPublished' }
  for (const item of delivery.items) {
    const match = await pushModels(deps.db).Match.findById(item.match).lean<MatchDoc>()
    if (!match) continue
    last = await judge(deps, match)
    if (last.kind !== 'drop') return last
  }
  return last
}
