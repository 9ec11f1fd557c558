import { randomUUID } from 'node:crypto'
import { type Api, columnProblems, hasPart, type Item, type TableHead, unwritten } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import { itemOf, ledgerPlace } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { proposedLedger } from '../ledgers/beside'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { emptyTable } from '../tables/change-rows'
import { type Content, editionId } from '../tables/compose'
import { begunFirst } from './begun'
import { changedWords, emptyWords } from './content'
import { refuseReused, type Stamp } from './idempotency'

/** A notice and its first edition. The notice waits for its edition until that is there. */
export async function createNotice(
  deps: Deps,
  actor: Actor,
  body: Api['POST /api/notices']['body'],
  stamp: Stamp | null,
): Promise<Made> {
  const [{ region, item }, used] = await Promise.all([
    placeToWrite(deps, actor, body),
    stepsUnder(deps, stamp),
  ])
  refuseReused(used, stamp)
  const content = body.content ?? {}
  const proposed =
    content.ledger === undefined ? await proposedLedger(deps, region, item, { seen: true }) : null
  const begun = proposed ? { ...emptyWords, ledger: proposed } : emptyWords
  const words = changedWords(begun, content, item, ledgerPlace(region.level, item.no))
  const problems = columnProblems(content.table?.columns ?? [])
  if (problems.length > 0) throw new AppError('invalidTable', { fields: problems })
  const { notice, again } = await noticeFor(deps, actor, region.code, item, stamp)
  const edition = await firstEdition(
    deps,
    actor,
    notice,
    { words, table: content.table ?? null, again },
    stamp,
  )
  return { notice, edition }
}

/** The region and the item that the actor may write about. */
async function placeToWrite(deps: Deps, { viewer }: Actor, asked: { region: string; item: number }) {
  const region = regionRef(await regionOf(deps, asked.region))
  const item = itemOf(region, asked.item)
  if (!item) throw new AppError('itemNotFound')
  if (!hasPart(viewer.roles, region.code, 'write')) throw new AppError('forbidden')
  return { region, item }
}

/** The draft as it would be made for this item, without anything stored: it is made when something is written. */
export async function unwrittenDraft(
  deps: Deps,
  actor: Actor,
  asked: { region: string; item: number },
): Promise<Made> {
  const { region, item } = await placeToWrite(deps, actor, asked)
  const notice = newNotice(deps, actor, region.code, item, null)
  const ledger = await proposedLedger(deps, region, item, { seen: false })
  const words = ledger ? { ...emptyWords, ledger } : emptyWords
  const edition = newEdition(deps, actor, { ...notice, _id: unwritten }, words, null, null)
  return { notice, edition }
}

export interface Made {
  notice: NoticeDoc
  edition: EditionDoc
}

/** Hashes of the steps that were taken under the key; of another notice, since this one is not made yet. */
export async function stepsUnder({ db }: Deps, stamp: Stamp | null): Promise<string[]> {
  if (!stamp) return []
  const steps = await noticeModels(db)
    .Edition.find({ 'history.key': stamp.key }, { history: 1 })
    .lean<Pick<EditionDoc, 'history'>[]>()
  return steps.flatMap(({ history }) =>
    history.filter(({ key }) => key === stamp.key).map(({ hash }) => hash ?? ''),
  )
}

const newNotice = (
  { clock }: Deps,
  actor: Actor,
  region: string,
  item: Item,
  stamp: Stamp | null,
): NoticeDoc => ({
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
})

/** `again`: a repeated request found the notice that was made before. */
async function noticeFor(
  deps: Deps,
  actor: Actor,
  region: string,
  item: Item,
  stamp: Stamp | null,
): Promise<{ notice: NoticeDoc; again: boolean }> {
  const { db } = deps
  const notice = newNotice(deps, actor, region, item, stamp)
  if (await insertOnce(noticeModels(db).Notice, notice)) return { notice, again: false }
  const made = stamp && (await noticeModels(db).Notice.findOne({ madeBy: stamp.key }).lean<NoticeDoc>())
  if (!made) throw new Error('A notice could not be inserted, and nothing of its Idempotency-Key is there')
  refuseReused([made.madeHash ?? ''], stamp)
  return { notice: made, again: true }
}

function newEdition(
  { clock }: Deps,
  actor: Actor,
  notice: NoticeDoc,
  words: Content,
  table: TableHead | null,
  stamp: Stamp | null,
): EditionDoc {
  const _id = editionId(notice._id, 1)
  return {
    ...begunFirst(notice.region, actor, stamp, clock.now()),
    _id,
    notice: notice._id,
    item: notice.item,
    ...words,
    table: table && emptyTable(table, `${_id}:first`),
    pictures: [],
    grounds: null,
    parts: null,
    owed: [],
  }
}

/** Its `_id` follows from the notice's, so that a repeated request finds it instead of making another. */
async function firstEdition(
  deps: Deps,
  actor: Actor,
  notice: NoticeDoc,
  { words, table, again }: { words: Content; table: TableHead | null; again: boolean },
  stamp: Stamp | null,
): Promise<EditionDoc> {
  const { Edition, Notice } = noticeModels(deps.db)
  const _id = editionId(notice._id, 1)
  const made = again ? await Edition.findById(_id).lean<EditionDoc>() : null
  if (made) return made
  const edition = newEdition(deps, actor, notice, words, table, stamp)
  const first = await insertOnce(Edition, edition)
  await Notice.updateOne({ _id: notice._id }, { $pull: { owed: 'edition' } })
  if (first) return edition
  const stored = await Edition.findById(_id).lean<EditionDoc>()
  if (!stored) throw new AppError('noticeNotFound')
  return stored
}
