import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** What a 组长 reports for the wall. Names in it are masked before it is kept. */
export interface WallReportDoc {
  _id: string
  region: string
  group: string
  /** Monday of its week. */
  week: string
  place: string
  problem: string
  progress: string
  person: string
  by: string
  at: Date
  state: 'open' | 'taken' | 'dropped'
  /** The draft that it became a row of. */
  notice: string | null
  /** The clerk is still to be told. */
  owed?: boolean
}

const report = new Schema<WallReportDoc>(
  {
    _id: String,
    region: String,
    group: String,
    week: String,
    place: String,
    problem: String,
    progress: String,
    person: String,
    by: String,
    at: Date,
    state: String,
    notice: { type: String, default: null },
    owed: Boolean,
  },
  { versionKey: false },
)
report.index({ region: 1, week: 1 }) // a week's reports
report.index({ notice: 1 }) // what was taken down with a notice
report.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // the sweep

export const wallModels = defineModels({ WallReport: report })
