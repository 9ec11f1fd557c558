import type { Feature } from '../../feature'
import { announcementMigrations } from './announcements.migrations'
import { announcementModels } from './announcements.model'

export {
  type Announced,
  addScopes,
  announce,
  announcementsAbout,
  announcementsOf,
  announceWork,
  countUnmatched,
  isBeingTold,
  isMatchingOf,
  markMatched,
  unmatchedAnnouncements,
} from './announcements'
export type { AnnouncementDoc, SubjectRef } from './announcements.model'
export { isBeingMatched, keepToMatch, type Lease, leaveToMatch, takeToMatch } from './lease'
export { type PolicyTopic, policyScopesOf } from './policy-scopes.rules'
export { type SubjectKind, saidAs, saidOfAll } from './said-as.rules'
export { partsOf, plainWord, type Scope, scopeOf, scopesOf } from './scopes.rules'
export type { Asked, Concern, Covers, Description, Gone, Held, Subject } from './subject'

/** 通告: the outbox. What was published stands here until everybody concerned is found. */
export const announcements = {
  name: 'announcements',
  models: announcementModels,
  migrations: announcementMigrations,
} satisfies Feature
