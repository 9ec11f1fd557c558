import type { UpdateQuery } from 'mongoose'
import type { Deps } from '../../../deps'
import { type EditionDoc, type NoticeDoc, noticeModels, type TransitionDoc } from '../notices.model'
import { readableChanged } from '../reading/region-mark'
import { editionId } from '../tables/compose'

/** While a request that began before the takedown may still write; then it is deleted once more, and that is all. */
const othersWriteMs = 60_000

/**
 * Deletes what was taken down (撤下): texts, rows, pictures and salts, of every edition and in every feature. Only what
 * is named here stays, so that a field which comes later goes too. Repeatable; done again a minute later.
 */
export async function eraseTakenDown(deps: Deps, notice: NoticeDoc): Promise<void> {
  const { Edition, EditionRow, Notice, Picture } = noticeModels(deps.db)
  const editions = await Edition.find({ notice: notice._id }).lean<EditionDoc[]>()
  for (const edition of editions) {
    if (edition.publishedAt === null) await Edition.deleteOne({ _id: edition._id })
    else await Edition.replaceOne({ _id: edition._id }, bareEdition(edition))
  }
  const last = Math.max(1, ...editions.map(({ editionNo }) => editionNo))
  const ids = Array.from({ length: last + 1 }, (_, at) => editionId(notice._id, at + 1))
  await EditionRow.deleteMany({ edition: { $in: [...ids, ...editions.map(({ _id }) => _id)] } })
  await Picture.deleteMany({ notice: notice._id })
  // What waited for somebody's desk waits no more.
  await readableChanged(deps, notice.region)
  for (const { takedown } of deps.features) {
    await takedown?.erase?.(deps, { kind: 'notice', id: notice._id })
  }
  const over = deps.clock.now().getTime() - (notice.ended?.at ?? notice.createdAt).getTime() >= othersWriteMs
  await Notice.updateOne(
    { _id: notice._id, state: 'takenDown' },
    { ...bareNotice(notice), ...(over ? { $pull: { owed: 'erase' } } : {}) },
  )
}

/** What stays of an edition: who did what and when, and the hashes, so that the journal (留痕) stays whole. */
const bareEdition = (edition: EditionDoc): EditionDoc => ({
  _id: edition._id,
  notice: edition.notice,
  region: edition.region,
  item: edition.item,
  editionNo: edition.editionNo,
  state: edition.state,
  revision: edition.revision + 1,
  author: edition.author,
  authorAccount: edition.authorAccount,
  title: '',
  plain: '',
  elements: [],
  body: '',
  table: null,
  pictures: [],
  contentHash: edition.contentHash,
  parts: edition.parts?.map(({ name, hash }) => ({ name, salt: null, hash, gone: true })) ?? null,
  approvedHash: edition.approvedHash,
  publishedAt: edition.publishedAt,
  owed: [],
  lastKey: null,
  history: edition.history.map(bareStep),
  updatedAt: edition.updatedAt,
})

/** Who did what and when; of a signed sheet that there was one. */
export const bareStep = (step: TransitionDoc): TransitionDoc => ({
  ...step,
  reason: null,
  key: null,
  hash: null,
  ...(step.paper ? { paper: { ...step.paper, picture: null } } : {}),
})

/** What stays of a notice; everything else that a document has is removed. */
const kept: readonly (keyof NoticeDoc)[] = [
  '_id',
  'region',
  'item',
  'category',
  'state',
  'current',
  'head',
  'owed',
  'author',
  'createdAt',
  'ended',
  'turn',
  'steps',
  'stepKey',
]

function bareNotice(notice: NoticeDoc): UpdateQuery<NoticeDoc> {
  const others = Object.keys(notice).filter((field) => !kept.some((name) => name === field))
  const takedown = notice.steps?.findLast(({ verb }) => verb === 'takedown')
  return {
    $set: {
      head: bareHead(notice),
      // Reasons of before may point at what was taken down.
      steps: (notice.steps ?? []).map((step) =>
        step === takedown ? step : { ...step, reason: null, key: null, hash: null },
      ),
    },
    ...(others.length > 0 ? { $unset: Object.fromEntries(others.map((field) => [field, ''])) } : {}),
  }
}

/** When it was public, and whose it was; the hash stays for the journal. */
export const bareHead = ({ head }: Pick<NoticeDoc, 'head'>): NoticeDoc['head'] =>
  head && {
    title: '',
    plain: '',
    words: '',
    editionNo: head.editionNo,
    contentHash: head.contentHash,
    publishedAt: head.publishedAt,
    publishedBy: head.publishedBy,
  }
