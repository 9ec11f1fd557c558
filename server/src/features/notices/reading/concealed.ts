import {
  type Banner,
  backfilledText,
  decidesAbout,
  foldedText,
  hiddenText,
  type Item,
  isHidden,
  type RegionRef,
  type Restriction,
  shownAgainText,
  takenDownText,
  type Viewer,
  withdrawnText,
} from '@hutang/shared'
import { foldsAt, type RegionPlace, restrictionOf } from '../../catalogue'
import type { EditionDoc } from '../notices.model'
import type { PublishedNotice } from './published'

type Ending = Pick<PublishedNotice, 'region' | 'state' | 'hidden' | 'ended'>

/** Taken down, or hidden from this viewer: nothing of the content may be read, the title neither. */
export const isConcealed = (notice: Ending, viewer: Viewer, now: Date): boolean =>
  notice.state === 'takenDown' || (isHidden(notice.hidden, now) && !decidesAbout(viewer.roles, notice.region))

/** What stands in the place of the title. */
export function concealedText({ state, hidden, ended }: Ending): string {
  if (state === 'takenDown' && ended) return takenDownText(ended.at, ended.body)
  return hidden ? hiddenText(hidden.until) : ''
}

/** How a line of a list is marked; null while the notice is current. */
export function endedText({ state, hidden }: Ending, now: Date): string | null {
  if (state === 'takenDown') return '已撤下'
  if (isHidden(hidden, now)) return '已遮住'
  return state === 'withdrawn' ? '已撤回' : null
}

/** 收起: whether the names of the notice are folded, by the clock. */
export function isFolded(
  { item, head }: Pick<PublishedNotice, 'item' | 'head'>,
  region: RegionPlace,
  now: Date,
): boolean {
  const at = foldsAt(region, item, head.displayFrom ?? head.publishedAt)
  return at !== null && at <= now
}

/** A notice that was published, or its tombstone, with where it belongs. */
export interface NoticePlace {
  notice: PublishedNotice
  region: RegionRef
  item: Item
}

/** Who may read how much of it now: of a folded list each household its own. An older edition may be folded before. */
export function restrictionNow(
  { notice, region, item }: NoticePlace,
  now: Date,
  edition?: Pick<EditionDoc, '_id' | 'publishedAt'>,
): Restriction {
  const restriction = restrictionOf(region.code, item)
  const older = edition && edition._id !== notice.current ? edition.publishedAt : null
  const at = older && foldsAt(region, item.no, older)
  const folded = isFolded(notice, region, now) || (!!at && at <= now)
  return folded ? { ...restriction, maskLevel: 'M4' } : restriction
}

/** What stands above the notice for this viewer, the weightiest first. */
export function bannersOf(
  notice: PublishedNotice,
  region: RegionPlace,
  { viewer, now }: { viewer: Viewer; now: Date },
): Banner[] {
  const { state, hidden, ended, shownAgain } = notice
  const bare = { reason: null, by: null, at: null, until: null }
  const banners: Banner[] = []
  if (ended && (state === 'withdrawn' || state === 'takenDown')) {
    const { at, by, body, reason } = ended
    const text = state === 'withdrawn' ? withdrawnText(reason) : takenDownText(at, body)
    banners.push({
      kind: state,
      text,
      reason,
      by: state === 'withdrawn' ? by : body,
      at: at.toISOString(),
      until: null,
    })
  }
  if (state !== 'takenDown' && hidden && isHidden(hidden, now)) {
    const { at, by, reason, until } = hidden
    const decides = decidesAbout(viewer.roles, notice.region)
    banners.unshift({
      kind: 'hidden',
      text: hiddenText(until),
      // Why, and who, is for those who decide: the reason may point at what is to be hidden.
      reason: decides ? reason : null,
      by: decides ? by : null,
      at: at.toISOString(),
      until: until.toISOString(),
    })
  } else if (state !== 'takenDown') {
    const again = shownAgain ?? hidden?.at
    if (again)
      banners.push({ ...bare, kind: 'shownAgain', text: shownAgainText(again), at: again.toISOString() })
  }
  const { publishedAt, backfilledAt } = notice.head
  if (state !== 'takenDown' && backfilledAt) {
    const text = `${backfilledText(publishedAt, backfilledAt)}。`
    banners.push({ ...bare, kind: 'backfilled', text, at: backfilledAt.toISOString() })
  }
  if (state !== 'takenDown' && isFolded(notice, region, now)) {
    banners.push({ ...bare, kind: 'folded', text: foldedText })
  }
  return banners
}
