import { Schema } from 'mongoose'
import type { Revoked } from '../../feature'
import { defineModels } from '../../storage/define-models'

/** What WeChat told of somebody who took something back, until everything that follows is done. */
export interface RevocationDoc {
  /** Keyed hash of who, what and when: pushed again, it is the same. */
  _id: string
  /** Null: done, and no longer known of whom. */
  openid: string | null
  what: Revoked['what']
  info: string
  at: Date
  cameAt: Date
  open: boolean
  doneAt: Date | null
  tries: number
  /** Until then the others leave it to the process that is at it. */
  leaseUntil: Date
}

/** As long as the audit. */
const keptSeconds = 731 * 86_400

const revocation = new Schema<RevocationDoc>(
  {
    _id: String,
    openid: { type: String, default: null },
    what: String,
    info: String,
    at: Date,
    cameAt: Date,
    open: Boolean,
    doneAt: { type: Date, default: null },
    tries: { type: Number, default: 0 },
    leaseUntil: Date,
  },
  { versionKey: false },
)
revocation.index({ leaseUntil: 1 }, { partialFilterExpression: { open: true } }) // what is still to be done
revocation.index({ doneAt: 1 }, { expireAfterSeconds: keptSeconds }) // what is kept no longer

export const wechatModels = defineModels({ Revocation: revocation })
