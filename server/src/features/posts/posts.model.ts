import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { PersonDoc, RoleDoc } from '../residents'

/** 交接清单: what somebody had in work when their post ended, and who goes on with it. Ids alone: what it says stays where it is. */
export interface HandoverDoc {
  /** Of the post that ended. */
  _id: string
  person: string
  region: string
  at: Date
  to: string | null
  editions: string[]
}

/** A post that a 换届 ends, as it was looked at. */
export type Ending = Pick<RoleDoc, '_id' | 'person' | 'region' | 'role' | 'turn' | 'until'> & {
  /** When it is over from now on. */
  ends: Date
}

/** 换届: all that one sheet changes, kept until it is written, so that a crash is finished by a sweep. */
export interface TurnoverDoc {
  /** region:date:digest */
  _id: string
  region: string
  /** The first instant at which something of it holds. */
  date: Date
  state: 'writing' | 'done' | 'takingBack' | 'takenBack'
  by: string
  account: string
  from: string | null
  at: Date
  persons: PersonDoc[]
  begins: RoleDoc[]
  ends: Ending[]
  counts: { villages: number; begins: number; ends: number }
}

const mixed = Schema.Types.Mixed

const handover = new Schema<HandoverDoc>(
  {
    _id: String,
    person: String,
    region: String,
    at: Date,
    to: { type: String, default: null },
    editions: { type: [String], default: [] },
  },
  { versionKey: false },
)
handover.index({ region: 1, at: -1 }) // what was handed over in a place, the newest first

const turnover = new Schema<TurnoverDoc>(
  {
    _id: String,
    region: String,
    date: Date,
    state: String,
    by: String,
    account: String,
    from: { type: String, default: null },
    at: Date,
    persons: { type: [mixed], default: [] } as never,
    begins: { type: [mixed], default: [] } as never,
    ends: { type: [mixed], default: [] } as never,
    counts: { type: mixed },
  },
  { versionKey: false },
)
turnover.index({ region: 1, at: -1 }) // the 换届 of a place, the newest first
turnover.index({ state: 1 }) // the sweep

export const postModels = defineModels({ Handover: handover, Turnover: turnover })
