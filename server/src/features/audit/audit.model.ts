import type { AuditKind } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { Act, Detail } from './acts.rules'

/** 审计 entry: who did what and when. Ids and words of closed lists alone; it has no field for a free text. */
export interface AuditDoc {
  /** Made from the act where it must stand once, otherwise random. */
  _id: string
  at: Date
  kind: AuditKind
  act: Act
  detail: Detail | null
  account: string | null
  person: string | null
  region: string | null
  /** What it was done to, by an id that says nothing of a person. */
  subject: string | null
  /** /24 or /48 of the address; null: on the machine itself. */
  from: string | null
  /** How often within the hour, for failed sign-ins. */
  times: number
}

/** Two years, one of them a leap year. */
const keptSeconds = 731 * 86_400

const audit = new Schema<AuditDoc>(
  {
    _id: String,
    at: Date,
    kind: String,
    act: String,
    detail: { type: String, default: null },
    account: { type: String, default: null },
    person: { type: String, default: null },
    region: { type: String, default: null },
    subject: { type: String, default: null },
    from: { type: String, default: null },
    times: { type: Number, default: 1 },
  },
  { versionKey: false, collection: 'audit' },
)
audit.index({ at: 1 }, { expireAfterSeconds: keptSeconds }) // what is older than two years goes
audit.index({ at: -1, _id: -1 }) // the operator's list
audit.index({ region: 1, kind: 1, at: -1, _id: -1 }) // of one kind in one place, for its administrator
audit.index({ kind: 1, at: -1, _id: -1 }) // the same, one kind

export const auditModels = defineModels({ Audit: audit })
