import { Schema } from 'mongoose'

/** The money of one SMS, set aside before the call. */
export interface SmsHoldDoc {
  /** The delivery */
  _id: string
  region: string
  /** `2026-11`, Asia/Shanghai: whose money it is. */
  month: string
  fen: number
  /** Keyed hash of the number. */
  address: string
  /** `tencent:1234` */
  template: string
  provider: string
  /** `returning`: its money is on the way back, once; a death on that way costs the month this money, and no other. */
  state: 'reserved' | 'spent' | 'returning' | 'returned'
  /** Of whoever reserved or returns it. */
  token: string
  expiresAt: Date
}

/** A vendor, or one of its templates, that is left alone for a while. */
export interface SmsStopDoc {
  /** `tencent`, or `tencent:1234` */
  _id: string
  until: Date
  code: string
}

const smsHold = new Schema<SmsHoldDoc>(
  {
    _id: String,
    region: String,
    month: String,
    fen: Number,
    address: String,
    template: String,
    provider: String,
    state: String,
    token: String,
    expiresAt: Date,
  },
  { versionKey: false },
)
smsHold.index({ state: 1, _id: 1 }) // sweep: reservations a crash left, page by page
smsHold.index({ region: 1, month: 1, state: 1 }) // what is set aside for a place just now
smsHold.index({ token: 1 }) // what one worker has just reserved or is returning
smsHold.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // of months that are over

const smsStop = new Schema<SmsStopDoc>({ _id: String, until: Date, code: String }, { versionKey: false })

export const smsSchemas = { SmsHold: smsHold, SmsStop: smsStop }
