import {
  type Api,
  coveredCells,
  coveredText,
  dateTimeText,
  type FindingWayName,
  type Item,
  maskNamesIn,
  type Names,
  type OldEntry,
} from '@hutang/shared'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { withUpload } from '../../http/upload'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { itemOfNotice } from '../catalogue'
import { pictureOf, roleLine } from '../notices'
import { regionOf, regionRef } from '../regions'
import { namesIn } from '../residents'
import { findingsOf, type GateFinding, judged, type Row, rowsOfEntry, saveRows } from './entries'
import { selvesOf } from './keepers'
import { allowed, move } from './moves'
import { type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'
import { finishBatch } from './publish'
import { pictureDoc } from './stage'
import { entryView } from './view'

interface Draft {
  entry: OldEntryDoc
  rows: Row[]
}

async function toMend(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<{ batch: OldBatchDoc; entry: OldEntryDoc }> {
  const entry = await oldModels(deps.db).OldEntry.findById(id).lean<OldEntryDoc>()
  if (!entry) throw new AppError('oldBatchNotFound')
  const batch = await allowed(deps, actor, entry.batch, 'mend')
  if (entry.state !== 'held' && entry.state !== 'fresh')
    throw new AppError('wrongState', { message: '这一条已经办好了。' })
  return { batch, entry }
}

/**
 * Takes out what the gate refuses. It only ever takes away, so that what was reviewed needs no second review; where the
 * batch is published, what passes now is published with it.
 */
export async function mendEntry(
  deps: Deps,
  actor: Actor,
  id: string,
  { way, keys }: Api['POST /api/old-entries/:id/mend']['body'],
): Promise<OldEntry> {
  const { batch, entry } = await toMend(deps, actor, id)
  const { region, item, register } = await placeOf(deps, entry)
  const rows = await rowsOfEntry(deps, entry)
  const wanted = new Set(keys)
  const found = findingsOf(entry, rows, item, register).filter(
    (one) => one.ways.includes(way) && (keys.length === 0 || wanted.has(one.key)),
  )
  if (found.length === 0) throw new AppError('wrongState', { message: '这个问题已经改好了，请刷新后看。' })
  const next = mended({ entry: withLooker(deps, actor, entry, found, way), rows }, found, way, register)
  const saved = await save(deps, actor, { batch, entry }, next, { item, register })
  await noteAct(deps, { act: 'oldNoticeMended', by: actor, region: entry.region, subject: id })
  return entryView(await published(deps, batch, saved), region)
}

async function placeOf(deps: Deps, { region: code, item: no }: OldEntryDoc) {
  const region = regionRef(await regionOf(deps, code))
  const item = itemOfNotice(region, no)
  if (!item) throw new AppError('itemNotFound')
  return { region, item, register: await namesIn(deps, code) }
}

function mended(
  { entry, rows }: Draft,
  found: readonly GateFinding[],
  way: FindingWayName,
  register: Names,
): Draft {
  const { table } = entry
  const numbers = new Set(found.flatMap(({ row }) => row ?? []))
  const columns = table?.columns ?? []
  switch (way) {
    case 'mask': {
      const fields = new Set(found.map(({ field }) => field))
      return {
        entry: maskedWords(entry, fields, register, rows),
        rows: rows.map((row, at) =>
          numbers.has(at + 1) ? { ...row, cells: coveredCells(columns, row.cells) } : row,
        ),
      }
    }
    case 'withoutRow':
      return { entry, rows: rows.filter((_, at) => !numbers.has(at + 1)) }
    case 'withoutNames': {
      const named = columns.map(
        ({ kind, label }) => kind === 'name' || /姓名|户主|户名|申请人|对象|受助人|享受人/.test(label),
      )
      return {
        entry,
        rows: rows.map((row) => ({ ...row, cells: row.cells.map((cell, at) => (named[at] ? null : cell)) })),
      }
    }
    case 'withoutTable':
      return {
        entry: { ...entry, table: null, ledger: null, covered: withoutPlacesOfTable(entry.covered) },
        rows: [],
      }
    case 'withoutPicture':
      return { entry: { ...entry, pictures: [] }, rows }
    case 'seen':
      return { entry: { ...entry, ...seenOf(entry, found) }, rows }
  }
}

/** Who looked, and when, stands with the notice for whoever reviews it. */
function withLooker(
  { clock }: Deps,
  actor: Actor,
  entry: OldEntryDoc,
  found: readonly GateFinding[],
  way: FindingWayName,
): OldEntryDoc {
  if (way !== 'seen') return entry
  const now = clock.now()
  const what = found.some(({ kind }) => kind === 'picture') ? '看过图片，没有名单' : '看过遮住以后剩下的'
  return {
    ...entry,
    notes: [...entry.notes, `${roleLine(actor, entry.region)}，${dateTimeText(now, now)}${what}。`],
  }
}

/** Only what was shown is seen: the pictures, what was covered, or both. */
const seenOf = ({ pictures, covered }: OldEntryDoc, found: readonly GateFinding[]) => ({
  pictures: found.some(({ kind }) => kind === 'picture')
    ? pictures.map((one) => ({ ...one, seen: true }))
    : pictures,
  covered: found.some(({ key }) => key === 'covered') ? null : covered,
})

const withoutPlacesOfTable = (covered: string | null): string | null =>
  covered === null || /标题|一句话|正文/.test(covered) ? covered : null

function maskedWords(
  entry: OldEntryDoc,
  fields: ReadonlySet<string>,
  register: Names,
  rows: readonly Row[],
): OldEntryDoc {
  const listed = namesOfTable(entry, rows)
  const masked = (field: string, text: string) => {
    if (!fields.has(field)) return text
    const named = maskNamesIn(coveredText(text), register)
    return listed.reduce((said, name) => said.replaceAll(name, `${[...name][0]}＊`), named)
  }
  const { table } = entry
  return {
    ...entry,
    title: masked('content.title', entry.title),
    plain: masked('content.plain', entry.plain),
    body: masked('content.body', entry.body),
    table: table && { ...table, caption: masked('content.table.caption', table.caption) },
    pictures: entry.pictures.map((one) => ({ ...one, alt: masked('pictures', one.alt) })),
  }
}

/** Names of the table itself, which the register need not know. */
const namesOfTable = ({ table }: OldEntryDoc, rows: readonly Row[]): string[] => {
  const places = (table?.columns ?? []).flatMap(({ kind }, at) => (kind === 'name' ? [at] : []))
  const names = rows.flatMap(({ cells }) => places.map((at) => cells[at]))
  return [
    ...new Set(
      names.flatMap((name) =>
        typeof name === 'string' && name.length >= 2 ? name.split(/[、，,;；/\s]+/) : [],
      ),
    ),
  ].filter((name) => name.length >= 2)
}

async function save(
  deps: Deps,
  actor: Actor,
  { batch, entry }: { batch: OldBatchDoc; entry: OldEntryDoc },
  next: Draft,
  { item, register }: { item: Item; register: Names },
): Promise<OldEntryDoc> {
  const { OldBatch, OldEntry, OldRows } = oldModels(deps.db)
  const turn = entry.turn + 1
  const table = next.entry.table && {
    ...next.entry.table,
    rows: next.rows.length,
    tied: next.rows.filter(({ household }) => household !== null).length,
  }
  const whole: OldEntryDoc = { ...next.entry, table, turn }
  const saved: OldEntryDoc = { ...whole, ...judged(whole, next.rows, item, register) }
  await saveRows(deps, saved, next.rows)
  const { _id, ...set } = saved
  const { modifiedCount } = await OldEntry.updateOne({ _id, turn: entry.turn }, { $set: set })
  if (modifiedCount === 0) throw new AppError('wrongState', { message: '这一条刚刚有人改过，请刷新后再看。' })
  await OldRows.deleteMany({ entry: _id, turn: { $ne: turn } })
  await OldBatch.updateOne(
    { _id: batch._id },
    { $addToSet: { writers: { $each: selvesOf(actor) } }, $set: { touchedAt: deps.clock.now() } },
  )
  return saved
}

/** In a batch that is published already, what passes now goes out under the same review. */
async function published(deps: Deps, batch: OldBatchDoc, entry: OldEntryDoc): Promise<OldEntryDoc> {
  if (batch.state !== 'published' || entry.state !== 'fresh') return entry
  await finishBatch(deps, await move(deps, batch, { state: 'publishing', owed: 'publish' }))
  return (await oldModels(deps.db).OldEntry.findById(entry._id).lean<OldEntryDoc>()) ?? entry
}

const mostPictures = 9

/** A picture of a notice that was not handed in yet; decoded and written anew as every picture. */
export async function addPicture(
  deps: Deps,
  actor: Actor,
  id: string,
  request: FastifyRequest,
): Promise<OldEntry> {
  const { batch, entry } = await toMend(deps, actor, id)
  if (batch.state !== 'preview' && batch.state !== 'returned')
    throw new AppError('wrongState', { message: '送审以后不能再加图片。' })
  const { region, item, register } = await placeOf(deps, entry)
  const saved = await withUpload(request, async (read) => {
    const { file, alt } = pictureOf(await read())
    if (entry.pictures.length >= mostPictures) {
      const fields = [{ field: 'file', message: `图片：一条公开最多放 ${mostPictures} 张。` }]
      throw new AppError('invalidFields', { fields })
    }
    const picture = await pictureDoc({ region, now: deps.clock.now() }, id, batch._id, file)
    await oldModels(deps.db).OldPicture.create(picture)
    const { _id, width, height, sha256 } = picture
    const part = { _id, width, height, sha256, alt: alt || entry.title, seen: item.maskLevel < 'M3' }
    const next = {
      entry: { ...entry, pictures: [...entry.pictures, part] },
      rows: await rowsOfEntry(deps, entry),
    }
    return save(deps, actor, { batch, entry }, next, { item, register })
  })
  return entryView(saved, region)
}
