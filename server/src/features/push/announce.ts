import type { Deps } from '../../deps'
import { isDuplicate } from '../../storage/duplicate'
import type { AnnouncementDoc } from './push.model'

export type Announced = Omit<AnnouncementDoc, '_id' | 'matchedAt'>

/** Says once that an edition was published; said again, nothing happens. */
export async function announce(deps: Pick<Deps, 'models'>, announced: Announced): Promise<void> {
  const _id = `${announced.notice}:${announced.edition}:${announced.kind}`
  try {
    await deps.models.Announcement.create({ _id, ...announced, matchedAt: null })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
