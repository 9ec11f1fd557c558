import type { PaymentFacts, PaymentStep } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** Where a payment is known from: a sheet, or typed by somebody where there was none. */
export type PaymentSource =
  | { kind: 'sheet'; import: string; at: Date; by: string }
  | { kind: 'typed'; at: Date; by: string }

/** 兑现: what one enterprise gets of one policy in one batch. */
export interface PaymentDoc extends PaymentFacts {
  /** policy:code:batch */
  _id: string
  policy: string
  creditCode: string
  /** A year, or a batch of it. */
  batch: string
  /** The office that keeps it. */
  region: string
  /** Of the enterprise, as the sheet or the county's register says. */
  name: string
  step: PaymentStep
  source: PaymentSource
  revision: number
  changedAt: Date
  /** Its people have not been told of the step, or the profile does not know that it was paid. */
  owed: boolean
  /** Paid, and not in the enterprise's profile: nobody has entered the enterprise yet. */
  unfed: boolean
}

/** An import that was taken. Each row it changed is kept as it was before. */
export interface PaymentImportDoc {
  _id: string
  region: string
  at: Date
  person: string
  by: string
  sheet: string
  new: number
  changed: number
  undoneAt: Date | null
  undone: { back: number; kept: number } | null
}

/** What an import changed of one payment. */
export interface PaymentChangeDoc {
  /** import:payment */
  _id: string
  import: string
  payment: string
  before: PaymentDoc | null
  /** The revision that the import wrote. */
  revision: number
  /** Null until the import is undone. */
  undone: 'back' | 'kept' | null
}

/** Moves with every change of any payment. */
export const paymentsMark = 'payments'

const mixed = Schema.Types.Mixed
const options = { versionKey: false, minimize: false } as const
const day = { type: String, default: null }

const fields = {
  _id: String,
  policy: String,
  creditCode: String,
  batch: String,
  region: String,
  name: String,
  step: String,
  handedInOn: day,
  approvedOn: day,
  refusedOn: day,
  paidOn: day,
  fen: { type: Number, default: null },
  reason: day,
  source: mixed,
  revision: Number,
  changedAt: Date,
  owed: Boolean,
  unfed: Boolean,
}

const payment = new Schema<PaymentDoc>(fields, options)
payment.index({ step: 1, policy: 1 }) // how policies are paid
payment.index({ creditCode: 1 }) // of one enterprise
payment.index({ region: 1 }) // of an office
payment.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // what a job tells
payment.index({ unfed: 1 }, { partialFilterExpression: { unfed: true } }) // what a profile does not know yet

const imported = new Schema<PaymentImportDoc>(
  {
    _id: String,
    region: String,
    at: Date,
    person: String,
    by: String,
    sheet: String,
    new: Number,
    changed: Number,
    undoneAt: { type: Date, default: null },
    undone: { type: mixed, default: null } as never,
  },
  options,
)
imported.index({ region: 1, at: -1 }) // the newest first

const change = new Schema<PaymentChangeDoc>(
  {
    _id: String,
    import: String,
    payment: String,
    before: { type: mixed, default: null } as never,
    revision: Number,
    undone: { type: String, default: null } as never,
  },
  options,
)
change.index({ import: 1 }) // what is undone

export const paymentModels = defineModels({
  Payment: payment,
  PaymentImport: imported,
  PaymentChange: change,
})
