import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { CountyDoc, EventDoc, ImportDoc, LineDoc, PlaceDoc, RegisterStateDoc } from './register.docs'

export type * from './register.docs'

const by = { type: { person: String, account: String, name: String }, _id: false }
const Mixed = Schema.Types.Mixed

const state = new Schema<RegisterStateDoc>(
  { _id: String, generation: Number, busy: { type: String, default: null } },
  { versionKey: false, collection: 'registerstates' },
)
const batch = new Schema<ImportDoc>(
  {
    _id: String,
    region: String,
    kind: String,
    county: { type: String, default: null },
    state: String,
    name: String,
    otherSheets: [String],
    at: Date,
    by,
    columns: Mixed,
    notices: [String],
    saidWhole: { type: Boolean, default: null },
    whole: Boolean,
    groups: [String],
    counts: Mixed,
    questions: Mixed,
    generation: Number,
    steps: Number,
    done: Number,
    cursor: String,
    touchedAt: Date,
    result: { type: Mixed, default: null },
  },
  { versionKey: false, minimize: false, collection: 'registerimports' },
)
batch.index({ region: 1, at: -1 }) // a village's imports, newest first
batch.index({ county: 1 }) // the villages of a county's file
batch.index({ state: 1, touchedAt: 1 }) // pending: cut short by a crash; old ones whose lines go

const line = new Schema<LineDoc>(
  {
    _id: String,
    import: String,
    of: String,
    n: Number,
    facts: Mixed,
    said: { type: String, default: null },
    kind: String,
    problem: Boolean,
    question: { type: String, default: null },
    other: { type: Number, default: null },
    answer: { type: String, default: null },
    choices: [String],
    person: { type: String, default: null },
    household: { type: String, default: null },
    step: Mixed,
    now: Mixed,
    was: Mixed,
    into: [String],
    oldPhone: { type: String, default: null },
  },
  { versionKey: false, minimize: false, collection: 'registerlines' },
)
line.index({ import: 1, kind: 1, n: 1 }) // the lines of one kind, in the order of the file

const place = new Schema<PlaceDoc>(
  { _id: String, region: String, kind: String, name: String, keeper: { type: String, default: '' } },
  { versionKey: false, collection: 'registerplaces' },
)
place.index({ region: 1, kind: 1, name: 1 }, { unique: true }) // a village's places; one of a name

const event = new Schema<EventDoc>(
  {
    _id: String,
    region: String,
    at: Date,
    by,
    text: String,
    changes: Mixed,
    households: [String],
    hash: String,
    steps: String,
    ends: Mixed,
    pending: Boolean,
    answer: String,
  },
  { versionKey: false, minimize: false, collection: 'registerevents' },
)
event.index({ households: 1, at: -1 }) // the history of a household
event.index({ pending: 1 }, { partialFilterExpression: { pending: true } }) // what a crash cut short

const county = new Schema<CountyDoc>(
  {
    _id: String,
    region: String,
    state: String,
    at: Date,
    by,
    columns: Mixed,
    bytes: Number,
    rowsRead: Number,
    rowsStaged: Number,
    hash: String,
    problems: Mixed,
    problemCount: Number,
    touchedAt: Date,
    reader: String,
    whole: Boolean,
  },
  { versionKey: false, minimize: false, collection: 'registercounties' },
)
county.index({ region: 1, at: -1 }) // the newest of a county
county.index({ state: 1 }) // what a job goes on with

export const registerModels = defineModels({
  RegisterState: state,
  RegisterImport: batch,
  RegisterLine: line,
  RegisterPlace: place,
  RegisterEvent: event,
  CountyImport: county,
})
