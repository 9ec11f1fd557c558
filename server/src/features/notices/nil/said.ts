import {
  type Access,
  accessTo,
  type Item,
  type NilReturn,
  periodText,
  plainDateText,
  roleText,
  shanghaiDate,
  visitor,
} from '@hutang/shared'
import { type RegionPlace, restrictionOf } from '../../catalogue'
import type { Published, PublishedNotice } from '../reading/published'
import { nilPeriod, publishedOf } from './nil.rules'

/** Of a nil return: `第三季度没有这项支出，村监会11月5日已审核`; to who may read the title only, without its own words. */
export function nilText(
  { head, nil }: Pick<PublishedNotice, 'head' | 'nil'>,
  access: Access,
  region: Pick<RegionPlace, 'level'>,
  now: Date,
): string {
  if (!nil) return ''
  const said = access !== 'title' ? head.plain : `${periodText(nilPeriod(nil), now)}本期无`
  const reviewer = region.level === 'township' ? roleText['township-reviewer'] : roleText.supervisor
  const day = plainDateText(shanghaiDate(head.reviewedAt ?? head.publishedAt), now).replace(/ /g, '')
  return `${said}，${reviewer}${day}已审核`
}

/** The newest nil return of an item that still stands: one of whose period something was published does not. */
export function standingNil(
  { nils, counted }: Pick<Published, 'nils' | 'counted'>,
  item: Item,
): PublishedNotice | undefined {
  // What was brought in later (补录) changes no state.
  const inTime = counted.filter(({ head }) => !head.backfilledAt)
  return nils.find(
    (notice) => notice.item === item.no && notice.nil && !publishedOf(inTime, item, nilPeriod(notice.nil)),
  )
}

export function nilReturnOf(
  published: Pick<Published, 'nils' | 'counted'>,
  item: Item,
  region: RegionPlace,
  now: Date,
): NilReturn | null {
  const notice = standingNil(published, item)
  if (!notice?.nil) return null
  // The state is the same for every reader.
  const text = nilText(notice, accessTo(visitor, restrictionOf(region.code, item)), region, now)
  return { period: nilPeriod(notice.nil), at: notice.head.publishedAt, text }
}
