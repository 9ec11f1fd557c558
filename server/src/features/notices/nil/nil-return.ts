import { type Item, type Period, periodText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import {
  type EditionDoc,
  type NilDoc,
  type NoticeDoc,
  noticeModels,
  type TransitionDoc,
} from '../notices.model'
import { publishedIn } from '../reading/published'
import { editionId } from '../tables/compose'
import { contentHash, hashParts } from '../tables/content-hash'
import { finishWork } from '../work/announce-work'
import { nilPeriod, nilTitle, publishedOf } from './nil.rules'

/** Refuses a nil return of whose period something was published, which may have come after it was handed in. */
export async function refusePublished(
  deps: Deps,
  { region, item: no, nil }: Pick<NoticeDoc, 'region' | 'item' | 'nil'>,
): Promise<void> {
  const item = itemOfNotice(regionRef(await regionOf(deps, region)), no)
  if (item && nil) await refuseOfPeriod(deps, region, item, nilPeriod(nil))
}

export async function refuseOfPeriod(deps: Deps, region: string, item: Item, period: Period): Promise<void> {
  const { counted } = await publishedIn(deps, region)
  const found = publishedOf(counted, item, period)
  if (!found) return
  throw new AppError('wrongState', {
    message: `${periodText(period, deps.clock.now())}已经公开过《${found.head.title}》，不能再报“本期无”。要改内容，请在那一条上更正。`,
  })
}

/** The edition of a nil return, handed in as it was made. Repeatable: here, when it is asked for again, or by the sweep. */
export async function finishNil(deps: Deps, notice: NoticeDoc): Promise<EditionDoc> {
  const { Edition, Notice } = noticeModels(deps.db)
  const region = regionRef(await regionOf(deps, notice.region))
  const item = itemOfNotice(region, notice.item)
  if (!item || !notice.nil) throw new AppError('itemNotFound')
  const edition = firstEdition(notice, notice.nil, item)
  const first = await insertOnce(Edition, edition)
  await Notice.updateOne({ _id: notice._id }, { $pull: { owed: 'edition' } })
  if (first) {
    await finishWork(deps, edition)
    return edition
  }
  const stored = await Edition.findById(edition._id).lean<EditionDoc>()
  if (!stored) throw new AppError('noticeNotFound')
  return stored
}

function firstEdition(notice: NoticeDoc, nil: NilDoc, item: Item): EditionDoc {
  const words = { title: nilTitle(item, nilPeriod(nil)), plain: nil.plain, elements: [], body: '' }
  const parts = hashParts(words, null, [], item)
  const step = (verb: 'create' | 'submit', key: string | null, hash: string | null): TransitionDoc => ({
    verb,
    person: notice.author,
    by: nil.by,
    at: notice.createdAt,
    reason: null,
    key,
    hash,
  })
  return {
    _id: editionId(notice._id, 1),
    notice: notice._id,
    region: notice.region,
    item: notice.item,
    editionNo: 1,
    state: 'submitted',
    revision: 1,
    author: notice.author,
    authorAccount: nil.account,
    ...words,
    table: null,
    pictures: [],
    contentHash: contentHash(parts),
    parts,
    approvedHash: null,
    publishedAt: null,
    owed: ['work'],
    // The notice holds the key of its making.
    lastKey: null,
    history: [step('create', notice.madeBy, notice.madeHash), step('submit', null, null)],
    updatedAt: notice.createdAt,
  }
}
