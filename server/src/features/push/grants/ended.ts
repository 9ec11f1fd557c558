import type { EndedAttempt } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { type GrantDoc, pushModels } from '../push.model'
import { olderGrants } from './grants'
import { longTemplates } from './templates'

/** What the ends of calls mean for grants, in one write. Repeatable. */
export async function finishGrants(deps: Deps, attempts: readonly EndedAttempt[]): Promise<void> {
  const { Grant } = pushModels(deps.db)
  const long = longTemplates(deps)
  const writes = attempts.flatMap((attempt) => writesOf(attempt, long.has(attempt.template ?? '')))
  // In their order: what an address that is gone has free again is void after that.
  if (writes.length > 0) await Grant.bulkWrite(writes)
}

function writesOf(attempt: EndedAttempt, isLong: boolean) {
  const { delivery, address, template, grant, effect, startedAt } = attempt
  const end = (state: GrantDoc['state']) => ({
    updateOne: {
      filter: { _id: grant ?? '', state: 'reserved' as const, delivery },
      update: state === 'free' ? { state, delivery: null } : { state },
    },
  })
  const void_ = (filter: object) => ({ updateMany: { filter, update: { state: 'void' as const } } })
  switch (effect) {
    case 'accepted':
    case 'unknown':
      // Unknown counts as spent: the phone may have shown the message. A long-term grant is not spent by a message.
      return [end(isLong ? 'free' : 'spent')]
    case 'grantGone':
      return [end('void'), void_(olderGrants(address ?? '', template ?? '', startedAt))]
    case 'addressGone':
      return [end('free'), void_({ openid: address ?? '', state: 'free' })]
    default:
      return [end('free')]
  }
}
