import type { Deps } from '../../../deps'
import { viewerIn, viewersOf } from '../../accounts'
import type { AnnouncementDoc, Description } from '../../announcements'
import { pushModels, type Reason, type SubscriptionDoc } from '../push.model'
import { subjectOf } from '../subjects'
import { addReason } from './matching.rules'
import { recipientsOf } from './received'

/** These are told to who had received it, whatever they follow. */
const ofRecipients: readonly AnnouncementDoc['kind'][] = ['corrected', 'withdrawn', 'takenDown']

/** Everybody an announcement concerns, each once, with every reason. */
export async function concernedBy(
  deps: Deps,
  announcement: AnnouncementDoc,
  about: Description,
): Promise<Map<string, Reason[]>> {
  if (ofRecipients.includes(announcement.kind)) return recipientsOf(deps, announcement, about)
  const { mayRead } = about
  const all = new Map<string, Reason[]>()
  const subscriptions = await pushModels(deps.db)
    .Subscription.find({
      scope: { $in: announcement.scopes },
      since: { $lte: announcement.at },
      open: true,
    })
    .lean<SubscriptionDoc[]>()
  const people = [...new Set(subscriptions.map((one) => one.person))]
  const viewers = await viewersOf(deps.db, people, deps.clock.now())
  for (const { person, scope } of subscriptions) {
    if (mayRead(viewerIn(viewers, person))) addReason(all, person, `scope:${scope}`)
  }
  const others = (await subjectOf(deps, announcement.subject.kind)?.concerned(deps, announcement)) ?? []
  for (const { person, concern } of others) addReason(all, person, concern)
  return all
}
