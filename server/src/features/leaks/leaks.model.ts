import type { LeakKind, ToldHow } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** A takedown (隐私撤下): what the report to the county is made of. No personal data in it. */
export interface LeakDoc {
  /** The notice's */
  _id: string
  notice: string
  region: string
  item: number
  edition: string
  publishedAt: Date
  /** Until when it was public: it was hidden then. */
  hiddenAt: Date
  hiddenBy: string
  at: Date
  by: string
  body: string
  reason: string
  kinds: LeakKind[]
}

/** A household whose data was in it, which has to be told (个保法 57). */
export interface LeakHouseholdDoc {
  /** notice:household */
  _id: string
  notice: string
  region: string
  household: string
  /** `inbox`: a verified member is told there; `slip`: somebody goes (入户). */
  way: 'inbox' | 'slip'
  told: { how: ToldHow; by: string; at: Date } | null
}

/** 报告泄露: what anybody reports of a notice; not public. */
export interface LeakReportDoc {
  _id: string
  notice: string
  region: string
  item: number
  /** Empty once the notice was taken down. */
  what: string
  at: Date
  state: 'open' | 'closed'
  closed: { done: string; by: string; at: Date } | null
}

/** Moves with every report, takedown and tick. */
export const leaksMark = 'leaks'

const leak = new Schema<LeakDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    item: Number,
    edition: String,
    publishedAt: Date,
    hiddenAt: Date,
    hiddenBy: String,
    at: Date,
    by: String,
    body: String,
    reason: String,
    kinds: [String],
  },
  { versionKey: false },
)
leak.index({ at: -1 }) // the desk: what was taken down lately

const leakHousehold = new Schema<LeakHouseholdDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    household: String,
    way: String,
    told: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false },
)
leakHousehold.index({ notice: 1 }) // who is told of one takedown

const leakReport = new Schema<LeakReportDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    item: Number,
    what: String,
    at: Date,
    state: String,
    closed: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false },
)
leakReport.index({ state: 1, at: 1 }) // the desk: open reports, the oldest first
leakReport.index({ notice: 1 }) // the reports of one notice

export const leakModels = defineModels({
  Leak: leak,
  LeakHousehold: leakHousehold,
  LeakReport: leakReport,
})
