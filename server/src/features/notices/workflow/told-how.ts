import type { RegionRef } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { AnnouncementDoc } from '../../announcements'
import { itemOfNotice } from '../../catalogue'
import { type EditionDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { householdsIn } from '../reading/current'
import { isVisited } from './telling'

/** How its publisher wants people to be told of what is current; `known`: an edition that was read already. */
export async function tellingOf(
  db: Connection,
  { current, item, nil }: Pick<NoticeDoc, 'current' | 'item' | 'nil'>,
  region: RegionRef,
  known?: EditionDoc,
): Promise<Pick<AnnouncementDoc, 'validUntil' | 'visit' | 'againHours'>> {
  const edition =
    known?._id === current ? known : await noticeModels(db).Edition.findById(current).lean<EditionDoc>()
  if (!edition || nil) return { validUntil: null, visit: false, againHours: null }
  const { validUntil = null, visit = null, againHours = null } = edition
  const emergency = itemOfNotice(region, item)?.emergency ?? false
  const asks = visit === null && !emergency && validUntil !== null
  const namesHouseholds = asks && (await householdsIn(db, edition._id)).length > 0
  return { validUntil, visit: isVisited(edition, { emergency }, namesHouseholds), againHours }
}
