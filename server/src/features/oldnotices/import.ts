import { randomUUID } from 'node:crypto'
import {
  type Api,
  type OldBatch,
  oldDay,
  plainOf,
  shanghaiDate,
  sheetOfText,
  visibleText,
} from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { insertMissing } from '../../storage/insert-once'
import type { Actor } from '../accounts'
import { oldKeysTaken, publishedIn, roleLine } from '../notices'
import { regionOf, regionRef } from '../regions'
import { bundleOf } from './bundle'
import { keyOf, rowDocs } from './entries'
import { batchOf, requireImporter, selvesOf } from './keepers'
import { newBatchId, type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'
import { readTable } from './read-table'
import { entryOf, readBundle, readerOf, type Staged } from './stage'
import { batchView } from './view'

const docsAtOnce = 20

/** Looks at a list of old notices. What it shows is kept apart, and nothing of it can be read by villagers. */
export async function importFile(
  deps: Deps,
  actor: Actor,
  code: string,
  request: FastifyRequest,
): Promise<OldBatch> {
  const region = regionRef(await regionOf(deps, code))
  requireImporter(actor, code)
  const bundle = await bundleOf(request)
  const id = newBatchId(deps.clock.now())
  const staged = await readBundle(await readerOf(deps, region), id, bundle)
  if (staged.entries.length + staged.refused.length === 0)
    throw new AppError('unreadableSheet', { message: '清单里没有读到内容，请看看表头下面有没有。' })
  const batch = newBatch(deps, actor, code, id, bundle.name)
  await keep(deps, { ...batch, refused: staged.refused }, staged)
  return batchView(deps, actor, await batchOf(deps, actor, id))
}

const newBatch = ({ clock }: Deps, actor: Actor, region: string, _id: string, name: string): OldBatchDoc => {
  const now = clock.now()
  return {
    ...{
      _id,
      region,
      name,
      state: 'preview' as const,
      hash: '',
      reviewed: null,
      reason: null,
      published: null,
    },
    made: { person: actor.person._id, account: actor.account._id, by: roleLine(actor, region), at: now },
    ...{ writers: selvesOf(actor), refused: [], owed: null, turn: 0, touchedAt: now },
  }
}

/** Rows and pictures before what names them; the batch last, so that half of an import is none. */
async function keep(deps: Deps, batch: OldBatchDoc, { entries }: Staged): Promise<void> {
  const { OldBatch, OldEntry, OldPicture, OldRows } = oldModels(deps.db)
  await markSame(
    deps,
    batch.region,
    entries.map(({ entry }) => entry),
  )
  for (const { entry, rows, pictures } of entries) {
    if (entry.state === 'same') continue
    const docs = rowDocs(entry, rows)
    for (let from = 0; from < docs.length; from += docsAtOnce)
      await insertMissing(OldRows, docs.slice(from, from + docsAtOnce))
    for (const picture of pictures) await insertMissing(OldPicture, [picture])
  }
  for (let from = 0; from < entries.length; from += docsAtOnce)
    await insertMissing(
      OldEntry,
      entries.slice(from, from + docsAtOnce).map(({ entry }) => entry),
    )
  await OldBatch.create(batch)
}

/** What is there already, whether it was brought in or published here, or waits to be mended since an import before. */
async function markSame(deps: Deps, region: string, entries: readonly OldEntryDoc[]): Promise<void> {
  const keys = entries.map(({ key }) => key)
  const [taken, { all }, waiting] = await Promise.all([
    oldKeysTaken(deps, keys),
    publishedIn(deps, region),
    waitingKeys(deps, region, keys),
  ])
  const here = new Set(
    all
      .filter(({ state }) => state === 'published')
      .map(({ item, head }) =>
        keyOf(region, { item, title: head.title, date: shanghaiDate(head.publishedAt) }),
      ),
  )
  for (const entry of entries) {
    if (taken.has(entry.key) || here.has(entry.key) || waiting.has(entry.key)) {
      entry.state = 'same'
      entry.table = null
      entry.pictures = []
      entry.findings = []
      entry.found = 0
    }
  }
}

async function waitingKeys({ db }: Deps, region: string, keys: readonly string[]): Promise<Set<string>> {
  const { OldBatch, OldEntry } = oldModels(db)
  const held = await OldEntry.find(
    { region, state: { $in: ['held', 'fresh'] }, key: { $in: [...keys] } },
    { key: 1, batch: 1 },
  )
    .batchSize(1000)
    .lean<Pick<OldEntryDoc, 'key' | 'batch'>[]>()
  const batches = await OldBatch.find(
    {
      _id: { $in: [...new Set(held.map(({ batch }) => batch))] },
      state: { $in: ['published', 'publishing'] },
    },
    { _id: 1 },
  ).lean<{ _id: string }[]>()
  const open = new Set(batches.map(({ _id }) => _id))
  return new Set(held.filter(({ batch }) => open.has(batch)).map(({ key }) => key))
}

const mostByHand = 500

/** One notice written at the desk, into a batch that its writer has not handed in yet. */
export async function importOne(
  deps: Deps,
  actor: Actor,
  code: string,
  {
    batch: wanted,
    date,
    item,
    title,
    plain = '',
    body = '',
    table,
  }: Api['POST /api/regions/:code/old-notices']['body'],
): Promise<OldBatch> {
  const region = regionRef(await regionOf(deps, code))
  requireImporter(actor, code)
  const reader = await readerOf(deps, region)
  const day = oldDay(date, reader.today)
  const named = visibleText(title)
  const fields = [
    ...('message' in day ? [{ field: 'date', message: day.message }] : []),
    ...(named === '' ? [{ field: 'title', message: '没有写标题。' }] : []),
    ...(reader.items.some(({ no }) => no === item)
      ? []
      : [{ field: 'item', message: '公开目录里没有这一项。' }]),
  ]
  if (fields.length > 0 || !('day' in day)) throw new AppError('invalidFields', { fields })
  const before = wanted === undefined ? null : await openBatch(deps, actor, code, wanted)
  const id = before?._id ?? newBatchId(deps.clock.now())
  const row = {
    ...{
      row: 0,
      item,
      date: day.day,
      title: named,
      body: visibleText(body),
      plain: plainOf(plain, body, named),
    },
    ...{ table: '', pictures: [], owner: '', period: '' },
  }
  const read =
    table && visibleText(table) !== '' ? readTable(reader, item, sheetOfText(table), day.day) : null
  const one = entryOf(reader, { id: randomUUID(), batch: id, row, table: read, pictures: [], alts: [] })
  if (!before) {
    await keep(deps, newBatch(deps, actor, code, id, '逐条补录'), { entries: [one], refused: [] })
  } else await addTo(deps, actor, before, one)
  return batchView(deps, actor, await batchOf(deps, actor, id))
}

export const openStates: readonly OldBatchDoc['state'][] = ['preview', 'returned']

async function openBatch(deps: Deps, actor: Actor, code: string, id: string): Promise<OldBatchDoc> {
  const batch = await batchOf(deps, actor, id)
  if (batch.region !== code) throw new AppError('oldBatchNotFound')
  if (!openStates.includes(batch.state))
    throw new AppError('wrongState', { message: '这一批已经送审了，请另写一批。' })
  return batch
}

async function addTo(
  deps: Deps,
  actor: Actor,
  batch: OldBatchDoc,
  { entry, rows }: Staged['entries'][number],
) {
  const { OldBatch, OldEntry, OldRows } = oldModels(deps.db)
  const n = await OldEntry.countDocuments({ batch: batch._id })
  if (n >= mostByHand)
    throw new AppError('wrongState', { message: `一批最多 ${mostByHand} 条，请另写一批。` })
  await markSame(deps, batch.region, [entry])
  if (await OldEntry.exists({ batch: batch._id, key: entry.key, state: { $ne: 'gone' } }))
    throw new AppError('wrongState', { message: '这一批里已经有这一条了（事项、日期和标题都一样）。' })
  const moved = await OldBatch.updateOne(
    { _id: batch._id, turn: batch.turn, state: { $in: [...openStates] } },
    {
      $inc: { turn: 1 },
      $set: { touchedAt: deps.clock.now() },
      $addToSet: { writers: { $each: selvesOf(actor) } },
    },
  )
  if (moved.modifiedCount === 0) throw new AppError('wrongState')
  await insertMissing(OldRows, entry.state === 'same' ? [] : rowDocs(entry, rows))
  await OldEntry.create({ ...entry, n: n + 1 })
}
