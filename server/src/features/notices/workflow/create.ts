import { randomUUID } from 'node:crypto'
import { type Api, type DraftContent, hasPart, type Item } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import type { Actor } from '../../accounts'
import { itemOf } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { editionId } from '../tables/compose'
import { contentHash } from '../tables/content-hash'
import { checkTable, firstRowset, writeRows } from '../tables/rows'
import { changedWords, emptyWords } from './content'
import { refuseReused, type Stamp } from './idempotency'
import { byLine } from './step'

/** A notice and its first edition. The notice owes its edition until that is there. */
export async function createNotice(
  deps: Deps,
  actor: Actor,
  body: Api['POST /api/notices']['body'],
  stamp: Stamp | null,
): Promise<EditionDoc> {
  await refuseReused(deps, stamp)
  const region = regionRef(await regionOf(deps, body.region))
  const item = itemOf(region, body.item)
  if (!item) throw new AppError('itemNotFound')
  if (!hasPart(actor.viewer.roles, region.code, 'write')) throw new AppError('forbidden')
  const content = body.content ?? {}
  const words = changedWords(emptyWords, content, item)
  if (content.table) await checkTable(deps, region.code, content.table)
  const notice = await noticeFor(deps, actor, region.code, item, stamp)
  return firstEdition(deps, actor, notice, words, content, stamp)
}

async function noticeFor(
  { db, clock }: Deps,
  actor: Actor,
  region: string,
  item: Item,
  stamp: Stamp | null,
): Promise<NoticeDoc> {
  const notice: NoticeDoc = {
    _id: randomUUID(),
    region,
    item: item.no,
    category: item.category,
    state: 'none',
    current: null,
    head: null,
    owed: ['edition'],
    author: actor.person._id,
    createdAt: clock.now(),
    madeBy: stamp?.key ?? null,
    madeHash: stamp?.hash ?? null,
  }
  try {
    await noticeModels(db).Notice.create(notice)
    return notice
  } catch (problem) {
    if (!stamp || !isDuplicate(problem)) throw problem
    const made = await noticeModels(db).Notice.findOne({ madeBy: stamp.key }).lean<NoticeDoc>()
    if (!made) throw problem
    if (made.madeHash !== stamp.hash) throw new AppError('idempotencyReused')
    return made
  }
}

/** Its `_id` follows from the notice's, so that a repeated request finds it instead of making another. */
async function firstEdition(
  deps: Deps,
  actor: Actor,
  notice: NoticeDoc,
  words: ReturnType<typeof changedWords>,
  content: Partial<DraftContent>,
  stamp: Stamp | null,
): Promise<EditionDoc> {
  const { db, clock } = deps
  const _id = editionId(notice._id, 1)
  const made = await noticeModels(db).Edition.findById(_id).lean<EditionDoc>()
  if (made) return made
  const place = { _id, notice: notice._id, region: notice.region }
  const now = clock.now()
  const table = content.table ? await writeRows(deps, place, firstRowset(_id), content.table) : null
  const edition: EditionDoc = {
    ...place,
    item: notice.item,
    editionNo: 1,
    state: 'draft',
    revision: 0,
    author: actor.person._id,
    authorAccount: actor.account._id,
    ...words,
    table,
    pictures: [],
    contentHash: contentHash(words, table?.hash ?? null),
    approvedHash: null,
    publishedAt: null,
    owed: [],
    // The notice holds the key of its making.
    lastKey: null,
    history: [
      {
        verb: 'create',
        person: actor.person._id,
        by: byLine(actor, notice.region, 'write'),
        at: now,
        reason: null,
        key: stamp?.key ?? null,
        hash: stamp?.hash ?? null,
      },
    ],
    updatedAt: now,
  }
  try {
    await noticeModels(db).Edition.create(edition)
  } catch (problem) {
    if (!isDuplicate(problem)) throw problem
  }
  await noticeModels(db).Notice.updateOne({ _id: notice._id }, { $pull: { owed: 'edition' } })
  const stored = await noticeModels(db).Edition.findById(_id).lean<EditionDoc>()
  if (!stored) throw new AppError('noticeNotFound')
  return stored
}
