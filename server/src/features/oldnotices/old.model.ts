import { randomUUID } from 'node:crypto'
import type { Cell, Column, FindingKindName, LedgerPart, OldBatch, OldEntry } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { GateFinding, OldStep } from '../notices'

/** When an import began stands in its id, so that half of one is known by its age. */
export const newBatchId = (now: Date): string => `${now.getTime().toString(36)}-${randomUUID()}`

/** Those of before have no time in their id, and are old. */
export function begunAt(id: string): number {
  const [, time] = /^([0-9a-z]{8,9})-[0-9a-f]{8}-/.exec(id) ?? []
  return time === undefined ? 0 : Number.parseInt(time, 36)
}

/** An import of old notices (补录): read, reviewed and published as one. */
export interface OldBatchDoc {
  _id: string
  region: string
  name: string
  state: OldBatch['state']
  made: OldStep
  /** Persons and accounts that wrote any of it: they do not review it. */
  writers: string[]
  /** Of all that is reviewed; empty until it is handed in. */
  hash: string
  reviewed: OldStep | null
  reason: string | null
  published: (OldStep & { session: string }) | null
  refused: { row: number; message: string }[]
  /** What a crash may have left: to be gone on with. */
  owed: 'publish' | 'undo' | null
  /** Raised by every step. */
  turn: number
  touchedAt: Date
}

export interface OldPicturePart {
  _id: string
  alt: string
  width: number
  height: number
  sha256: string
  /** Somebody said that no personal data is in it; only asked for where names are masked. */
  seen: boolean
}

/** One old notice on its way in. Its id becomes the notice's. */
export interface OldEntryDoc {
  _id: string
  batch: string
  region: string
  /** Of the sheet, from 1; 0: written by hand. */
  row: number
  n: number
  key: string
  state: OldEntry['state']
  item: number
  date: string
  title: string
  plain: string
  body: string
  ledger: LedgerPart | null
  table: { caption: string; columns: Column[]; rows: number; tied: number } | null
  pictures: OldPicturePart[]
  notes: string[]
  /** Where id or bank numbers stood, which are not kept; null: nowhere, or somebody has seen what is left. */
  covered: string | null
  /** The first of them. */
  findings: GateFinding[]
  found: number
  hash: string
  turn: number
}

/** Rows of a table that waits, some hundred a document. */
export interface OldRowsDoc {
  /** entry:turn:n */
  _id: string
  entry: string
  batch: string
  turn: number
  n: number
  rows: { household: string | null; cells: Cell[] }[]
}

export interface OldPictureDoc {
  _id: string
  entry: string
  batch: string
  region: string
  mime: string
  width: number
  height: number
  sha256: string
  data: Buffer
  createdAt: Date
}

/** 老公示体检: when a place was looked at, and what came of it. */
export interface CheckupDoc {
  /** Region */
  _id: string
  at: Date
  checked: number
  found: number
  kinds: Partial<Record<FindingKindName, number>>
}

export interface CheckedDoc {
  /** Notice */
  _id: string
  region: string
  run: Date
  publishedAt: Date
  findings: GateFinding[]
  found: number
}

const mixed = Schema.Types.Mixed
const options = { versionKey: false, minimize: false } as const
const unset = { type: mixed, default: null } as never

const batch = new Schema<OldBatchDoc>(
  {
    ...{ _id: String, region: String, name: String, state: String, made: mixed as never, writers: [String] },
    ...{ hash: String, reviewed: unset, reason: { type: String, default: null }, published: unset },
    refused: { type: [mixed], default: [] } as never,
    owed: { type: String, default: null } as never,
    turn: Number,
    touchedAt: Date,
  },
  options,
)
batch.index({ region: 1, touchedAt: -1 }) // the imports of a village
batch.index({ owed: 1 }, { partialFilterExpression: { owed: { $type: 'string' } } }) // what is to be gone on with
batch.index({ state: 1, touchedAt: 1 }) // what nobody went on with

const entry = new Schema<OldEntryDoc>(
  {
    ...{ _id: String, batch: String, region: String, row: Number, n: Number, key: String, state: String },
    ...{
      item: Number,
      date: String,
      title: String,
      plain: String,
      body: String,
      ledger: unset,
      table: unset,
    },
    pictures: { type: [mixed], default: [] } as never,
    notes: [String],
    covered: { type: String, default: null },
    findings: { type: [mixed], default: [] } as never,
    ...{ found: Number, hash: String, turn: Number },
  },
  options,
)
entry.index({ batch: 1, n: 1 }) // a batch in order
entry.index({ region: 1, state: 1 }) // what waits in a village
entry.index({ key: 1 }) // whether it is on its way already

const rows = new Schema<OldRowsDoc>(
  {
    ...{ _id: String, entry: String, batch: String, turn: Number, n: Number },
    rows: { type: [mixed], default: [] } as never,
  },
  options,
)
rows.index({ entry: 1, turn: 1, n: 1 }) // a table in order
rows.index({ batch: 1 }) // what is dropped with its batch

const picture = new Schema<OldPictureDoc>(
  {
    ...{
      _id: String,
      entry: String,
      batch: String,
      region: String,
      mime: String,
      width: Number,
      height: Number,
    },
    ...{ sha256: String, data: Buffer, createdAt: Date },
  },
  options,
)
picture.index({ entry: 1 }) // the pictures of a notice
picture.index({ batch: 1 }) // what is dropped with its batch

const checkup = new Schema<CheckupDoc>(
  { _id: String, at: Date, checked: Number, found: Number, kinds: mixed as never },
  options,
)

const checked = new Schema<CheckedDoc>(
  {
    ...{ _id: String, region: String, run: Date, publishedAt: Date },
    findings: { type: [mixed], default: [] } as never,
    found: Number,
  },
  options,
)
checked.index({ region: 1, publishedAt: -1 }) // the list of a village

export const oldModels = defineModels({
  OldBatch: batch,
  OldEntry: entry,
  OldRows: rows,
  OldPicture: picture,
  Checkup: checkup,
  CheckedNotice: checked,
})
