import type { RegionRef } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type Announced, type AnnouncementDoc, scopeOf, scopesOf } from '../../announcements'
import { itemOfNotice } from '../../catalogue'
import { knownRegion, parentsOf, regionRef } from '../../regions'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { tellingOf } from './told-how'

interface As {
  edition: string
  /** The same, where it was read already. */
  known?: EditionDoc | undefined
  kind: 'published' | 'corrected'
  at: Date
}

/** What is announced of an edition; before it is published, what would be. */
export const announcedAs = async (
  deps: Deps,
  notice: NoticeDoc,
  region: RegionRef,
  { edition, known, kind, at }: As,
): Promise<Announced> => ({
  subject: { kind: 'notice', id: notice._id },
  edition,
  kind,
  region: notice.region,
  scopes: notice.nil ? [scopeOf(notice)] : scopesOf({ ...notice, above: await codesAbove(deps, notice) }),
  urgency: urgencyOf(notice, region),
  at,
  ...(await tellingOf(deps.db, { ...notice, current: edition }, region, known)),
})

async function codesAbove(deps: Deps, { region }: NoticeDoc): Promise<string[]> {
  const place = await knownRegion(deps, region)
  return place ? (await parentsOf(deps, place)).map(({ _id }) => _id) : []
}

/** A nil return lies in the inbox of who follows the item, and wakes nobody. */
function urgencyOf(notice: NoticeDoc, region: RegionRef): AnnouncementDoc['urgency'] {
  if (notice.nil) return 'quiet'
  return itemOfNotice(region, notice.item)?.emergency ? 'emergency' : 'ordinary'
}

/**
 * A false alarm is taken back as fast as it was given, and at the doors where it was told. What was taken down for its
 * data is no alarm.
 */
export async function tellingOfEnding(
  deps: Deps,
  notice: NoticeDoc,
  kind: 'withdrawn' | 'takenDown',
): Promise<Pick<AnnouncementDoc, 'urgency' | 'visit'>> {
  const place = kind === 'withdrawn' ? await knownRegion(deps, notice.region) : null
  const region = place && regionRef(place)
  if (!region || !itemOfNotice(region, notice.item)?.emergency) return { urgency: 'ordinary', visit: false }
  return { urgency: 'emergency', visit: (await tellingOf(deps.db, notice, region)).visit }
}
