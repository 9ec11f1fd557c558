import type { NoticeLine, Preferences } from '@hutang/shared'
import type { ChannelName } from '../../../channels/channel'
import type { AnnouncementDoc } from '../../announcements'
import type { AttemptDoc, DeliveryDoc, MatchDoc, SubscriptionDoc, VisitDoc } from '../push.model'
import type { Voice } from './codes.rules'
import type { Standing } from './told.rules'

/** All that an answer is made of: one person and one announcement. */
export interface WhyFacts {
  voice: Voice
  now: Date
  announcement: AnnouncementDoc
  /** As the reader may see it; null: it can be read no more. */
  line: NoticeLine | null
  match: MatchDoc | null
  /** For the office as if it were unread: who reads what is nobody's business. */
  standing: Standing | null
  delivery: DeliveryDoc | null
  attempts: readonly AttemptDoc[]
  /** Of what was told a second time. */
  againAttempts: readonly AttemptDoc[]
  preferences: Preferences
  /** Of the person: open, and those that have ended. */
  subscriptions: readonly SubscriptionDoc[]
  visit: VisitDoc | null
  /** Who can be reached now, for channels that were not called: null, or the code why not. */
  reach: ReadonlyMap<ChannelName, string | null>
}

/** These are the person's own choices: the office does not learn them. */
export const privateOutcomes: readonly (string | null)[] = [
  'read',
  'muted',
  'householdOff',
  'unsubscribed',
  'noAccess',
]
