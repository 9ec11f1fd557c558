import type { Feature } from '../../feature'
import { announcementModels } from './announcements.model'

export {
  type Announced,
  announce,
  announcementsOf,
  countUnmatched,
  markMatched,
  unmatchedAnnouncements,
} from './announcements'
export type { AnnouncementDoc } from './announcements.model'

/** 通告: the outbox. What was published stands here until everybody concerned is found. */
export const announcements = { name: 'announcements', models: announcementModels } satisfies Feature
