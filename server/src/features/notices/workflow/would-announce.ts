import { accessTo, decidesAbout, type RegionRef } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { AnnouncementDoc, Description } from '../../announcements'
import { itemOfNotice, restrictionOf } from '../../catalogue'
import { findRegion, regionRef } from '../../regions'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { openText } from '../reading/open-text'
import { maySeeWork } from './abilities'
import { announcedAs, tellingOfEnding } from './announced'
import { noticeStore } from './store'

/** What would be announced if it went out now; nothing is written. */
export interface WouldAnnounce {
  announcement: AnnouncementDoc
  about: Description
  /** 只改错字: nobody is told. */
  tellsNobody: boolean
}

interface Asked {
  /** As the publisher is about to choose it. */
  visit?: boolean | undefined
  ending?: 'withdrawn' | undefined
  /** 定时发布: as it is about to be chosen. */
  at?: string | undefined
}

/** For who works on the draft; of a withdrawal, for who decides about it. */
export async function wouldAnnounce(
  deps: Deps,
  { viewer }: Actor,
  id: string,
  { visit, ending, at: chosen }: Asked,
): Promise<WouldAnnounce> {
  const { edition, notice } = await noticeStore(deps).work(id, null)
  const place = await findRegion(deps.db, edition.region)
  if (!place) throw new AppError('noticeNotFound')
  const region = regionRef(place)
  const may = ending ? decidesAbout(viewer.roles, notice.region) : maySeeWork(edition, viewer)
  if (!may) throw new AppError('forbidden')
  if (ending) return ofWithdrawal(deps, notice, region)
  if (!isDraft(edition))
    throw new AppError('wrongState', { message: '这条已经公开了，告诉了谁请看“告诉情况”。' })
  const known = visit === undefined ? edition : { ...edition, visit }
  const kind = edition.base ? 'corrected' : 'published'
  const now = deps.clock.now()
  const planned = chosen ? new Date(chosen) : edition.scheduledFor
  const at = planned && planned > now ? planned : now
  const announced = await announcedAs(deps, notice, region, { edition: edition._id, known, kind, at })
  return {
    announcement: { _id: `${id}:${edition._id}:${kind}`, ...announced, matchedAt: null },
    about: descriptionOf(deps, notice, region, edition),
    tellsNobody: edition.base !== null && edition.change?.size === 'minor',
  }
}

const isDraft = ({ state }: EditionDoc): boolean => state !== 'published' && state !== 'superseded'

async function ofWithdrawal(deps: Deps, notice: NoticeDoc, region: RegionRef): Promise<WouldAnnounce> {
  const { _id, current, head, state } = notice
  if (state !== 'published' || !current || !head)
    throw new AppError('wrongState', { message: '这条现在没有公开，不用撤回。' })
  const announcement: AnnouncementDoc = {
    _id: `${_id}:${current}:withdrawn`,
    subject: { kind: 'notice', id: _id },
    edition: current,
    kind: 'withdrawn',
    region: notice.region,
    scopes: [],
    ...(await tellingOfEnding(deps, notice, 'withdrawn')),
    at: deps.clock.now(),
    validUntil: null,
    againHours: null,
    matchedAt: null,
  }
  return {
    announcement,
    about: descriptionOf(deps, notice, region, { _id: current, title: head.title }),
    tellsNobody: false,
  }
}

function descriptionOf(
  { db, clock }: Deps,
  notice: NoticeDoc,
  region: RegionRef,
  { _id, title }: Pick<EditionDoc, '_id' | 'title'>,
): Description {
  const item = itemOfNotice(region, notice.item)
  if (!item) throw new AppError('noticeNotFound')
  const restriction = restrictionOf(notice.region, item)
  return {
    gone: null,
    edition: _id,
    title,
    name: item.level2,
    category: item.category,
    item: item.no,
    text: async () => `${title}\n${await openText(db, _id, restriction)}`,
    publishedAt: clock.now(),
    publishedBy: item.body,
    place: region.name,
    link: `pages/notice/index?id=${notice._id}`,
    titleIsOpen: false,
    mayRead: (viewer) => accessTo(viewer, restriction) !== 'title',
    concerns: async () => true,
  }
}
