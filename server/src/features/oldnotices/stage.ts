import { randomUUID } from 'node:crypto'
import {
  coveredText,
  cutText,
  type Item,
  itemMeant,
  type KnownHousehold,
  type KnownItem,
  ledgerReasons,
  type OldRow,
  oldLedgerPart,
  type RegionRef,
  readOldSheet,
  shanghaiDate,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { readSheetFile } from '../../sheets'
import { catalogueOf, ledgerPlace } from '../catalogue'
import { decodePicture, keptPicture } from '../notices'
import { namesIn, registerOf } from '../residents'
import type { Bundle } from './bundle'
import { placesText, withoutNeverStored } from './cover.rules'
import { contentOf, judged, keyOf, type Row } from './entries'
import type { OldEntryDoc, OldPictureDoc } from './old.model'
import { type ReadTable, readTable, refusal } from './read-table'

/** All that is read of an import, before any of it is kept. */
export interface Staged {
  entries: { entry: OldEntryDoc; rows: Row[]; pictures: OldPictureDoc[] }[]
  refused: { row: number; message: string }[]
}

/** A table of all its notices together, and photographs: a village's folder, not an archive of a county. */
const mostRowsOfBatch = 200_000
const mostPicturesOfBatch = 400

export const itemsOf = (region: RegionRef): KnownItem[] =>
  catalogueOf(region).map(({ no, level2, alias }) => ({ no, name: level2, other: alias ? [alias] : [] }))

export interface Reader {
  region: RegionRef
  today: string
  now: Date
  households: readonly KnownHousehold[]
  items: readonly Item[]
  register: Awaited<ReturnType<typeof namesIn>>
}

export async function readerOf(deps: Deps, region: RegionRef): Promise<Reader> {
  const [households, register] = await Promise.all([
    registerOf(deps.db, region.code),
    namesIn(deps, region.code),
  ])
  const now = deps.clock.now()
  return {
    ...{ region, now, today: shanghaiDate(now), items: catalogueOf(region), register },
    households: households
      .filter(({ endedAt }) => !endedAt)
      .map(({ code, head, groupName }) => ({ code, name: head, group: groupName })),
  }
}

/** Reads a list with all that belongs to it. A row with a fault is refused by itself; the others go on. */
export async function readBundle(reader: Reader, batch: string, bundle: Bundle): Promise<Staged> {
  const list = readOldSheet(bundle.list, itemsOf(reader.region), reader.today)
  const staged: Staged = { entries: [], refused: [...list.refused] }
  const seen = new Map<string, number>()
  let [rows, pictures] = [0, 0]
  for (const row of list.rows) {
    try {
      const key = keyOf(reader.region.code, row)
      const twin = seen.get(key)
      if (twin !== undefined) throw refusal(`和第 ${twin} 行是同一条（事项、日期和标题都一样）。`)
      const one = await readRow(reader, batch, row, bundle)
      rows += one.rows.length
      pictures += one.pictures.length
      if (rows > mostRowsOfBatch || pictures > mostPicturesOfBatch)
        throw refusal(`到这里已经有 ${rows} 行附表、${pictures} 张图片，一次放不下。请把后面的分成另一批。`)
      seen.set(key, row.row)
      staged.entries.push(one)
    } catch (problem) {
      if (!(problem instanceof AppError)) throw problem
      staged.refused.push({ row: row.row, message: problem.fields?.[0]?.message ?? problem.message })
    }
  }
  return {
    ...staged,
    // A cell that was no date may have been a number of somebody.
    refused: staged.refused
      .map(({ row, message }) => ({ row, message: coveredText(message) }))
      .sort((a, b) => a.row - b.row),
  }
}

async function readRow(
  reader: Reader,
  batch: string,
  row: OldRow,
  bundle: Bundle,
): Promise<Staged['entries'][number]> {
  const id = randomUUID()
  const pictures: OldPictureDoc[] = []
  const alts: string[] = []
  for (const [at, name] of row.pictures.entries()) {
    const file = bundle.file(name)
    if (!file) throw refusal(`没有找到图片“${cutText(name, 40)}”。请把它放进清单的那个文件夹，再传一次。`)
    pictures.push({ ...(await pictureDoc(reader, id, batch, file.bytes)) })
    alts.push(`${row.title}（图 ${at + 1}）`.slice(0, 100))
  }
  const table = row.table === '' ? null : await tableOf(reader, row, bundle)
  return entryOf(reader, { id, batch, row, table, pictures, alts })
}

export async function pictureDoc(
  { region, now }: Pick<Reader, 'region' | 'now'>,
  entry: string,
  batch: string,
  bytes: Buffer | string,
): Promise<OldPictureDoc> {
  const { notice: _its, ...kept } = keptPicture(
    { notice: entry, region: region.code },
    await decodePicture(bytes),
    now,
  )
  return { ...kept, entry, batch }
}

async function tableOf(reader: Reader, row: OldRow, bundle: Bundle): Promise<ReadTable> {
  const file = bundle.file(row.table)
  if (!file) throw refusal(`没有找到附表“${cutText(row.table, 40)}”。请把它放进清单的那个文件夹，再传一次。`)
  const { sheets } = await readSheetFile(file)
  const [sheet] = [...sheets].sort((a, b) => b.rows.length - a.rows.length)
  if (!sheet) throw refusal('附表里没有内容。')
  return readTable(reader, row.item, sheet, row.date)
}

export function entryOf(reader: Reader, given: Given): Staged['entries'][number] {
  const { row, table, places } = withoutNeverStored(given.row, given.table)
  return composed(reader, { ...given, row, table }, places)
}

interface Given {
  id: string
  batch: string
  row: OldRow
  table: ReadTable | null
  pictures: OldPictureDoc[]
  alts: readonly string[]
}

function composed(
  reader: Reader,
  { id, batch, row, table, pictures, alts }: Given,
  places: readonly string[],
): Staged['entries'][number] {
  const item = reader.items.find(({ no }) => no === row.item)
  if (!item || !itemMeant(String(row.item), itemsOf(reader.region))) throw refusal('公开目录里没有这一项。')
  const rows = table?.rows ?? []
  const words = {
    ...{ title: row.title, plain: row.plain, body: row.body, item: row.item, date: row.date },
    table: table && { caption: table.caption, columns: table.columns, rows: rows.length, tied: table.tied },
    pictures: pictures.map(({ _id, width, height, sha256 }, at) => ({
      ...{ _id, width, height, sha256, alt: coveredText(alts[at] ?? row.title), seen: item.maskLevel < 'M3' },
    })),
  }
  const { ledger, note } = ledgerOf(reader, row, table, words)
  const covered = places.length > 0 ? placesText(places) : null
  const entry = { ...words, ledger, covered }
  return {
    entry: {
      ...{ _id: id, batch, region: reader.region.code, row: row.row, n: row.row, turn: 0 },
      key: keyOf(reader.region.code, row),
      ...entry,
      ...judged(entry, rows, item, reader.register),
      notes: [
        ...(note === null ? [] : [note]),
        ...(table && table.unmatched > 0
          ? [`附表有 ${table.unmatched} 行没有对上户，“我家”里看不到这几行。`]
          : []),
      ],
    },
    rows,
    pictures,
  }
}

type Words = Parameters<typeof contentOf>[0]

/** Of an item that is a ledger's: the period it was; where what is said does not add up, it comes in without. */
function ledgerOf(
  { region, now }: Reader,
  row: OldRow,
  table: ReadTable | null,
  words: Omit<Words, 'ledger'>,
): { ledger: OldEntryDoc['ledger']; note: string | null } {
  const place = ledgerPlace(region.level, row.item)
  if (!place || !table) return { ledger: null, note: null }
  const said = {
    ...{ title: row.title, caption: table.caption, body: row.owner, period: row.period },
    publishedAt: publishedAtOf(row.date),
  }
  const part = oldLedgerPart(place, said, table.balances)
  const [reason] = ledgerReasons(place, part, contentOf({ ...words, ledger: part }, table.rows).table, now)
  return reason ? { ledger: null, note: `不进台账：${reason.message}` } : { ledger: part, note: null }
}

/** Noon of the day, so that no time zone makes another day of it. */
export const publishedAtOf = (date: string): Date => new Date(`${date}T12:00:00+08:00`)
