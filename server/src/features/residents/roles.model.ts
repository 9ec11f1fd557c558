import type { RoleName } from '@hutang/shared'
import { Schema } from 'mongoose'

/** A post (岗位): a person × a region × a role, with its dates. What is absent was not said when it was given. */
export interface RoleDoc {
  /** person:region:role:since */
  _id: string
  person: string
  region: string
  role: RoleName
  /** Of a 村民小组长: the name of the group. */
  group?: string | undefined
  since: Date
  /** The first instant in which it is over; null: no end is set. */
  until: Date | null
  /** Absent: the holder. */
  as?: 'holder' | 'deputy' | undefined
  /** 请假: while one of these lasts, the post rests. */
  leaves?: Leave[] | undefined
  /** 村民委员会成员 */
  committee?: boolean | null | undefined
  /** 组织法 37: what was answered to whether a supervisor is a near relative of the committee. */
  kin?: KinAnswer | null | undefined
  /** Who gave it; null: the machine. */
  by?: string | null | undefined
  givenAt?: Date | undefined
  endedBy?: string | null | undefined
  /** A post that writes: what its holder has in work is handed over when it ends. Null: nothing to do, or done. */
  handover?: 'due' | null | undefined
  /** Who takes that over, where it was said. */
  successor?: string | null | undefined
  /** The 换届 that gave it, and the one that ended it, with the end it had before. */
  begunIn?: string | null | undefined
  endedIn?: string | null | undefined
  untilBefore?: Date | null | undefined
  /** Raised by every change: an update that names it holds only if nothing came between. */
  turn?: number | undefined
}

/** From the first instant of it to before the last. */
export interface Leave {
  from: Date
  until: Date
}

export interface KinAnswer {
  near: boolean
  /** The register has them in one household with a member of the committee, and somebody looked a second time. */
  sameHousehold: boolean
  by: string
  at: Date
}

export const role = new Schema<RoleDoc>(
  {
    _id: String,
    person: String,
    region: String,
    role: String,
    group: String,
    since: Date,
    until: { type: Date, default: null },
    as: String,
    leaves: { type: [{ _id: false, from: Date, until: Date }], default: undefined },
    committee: Boolean,
    kin: { type: { near: Boolean, sameHousehold: Boolean, by: String, at: Date }, _id: false },
    by: String,
    givenAt: Date,
    endedBy: String,
    handover: String,
    successor: String,
    begunIn: String,
    endedIn: String,
    untilBefore: Date,
    turn: Number,
  },
  { versionKey: false },
)
role.index({ person: 1 }) // what a person may do
role.index({ region: 1, role: 1 }) // who serves a region
role.index({ handover: 1, until: 1 }, { partialFilterExpression: { handover: { $type: 'string' } } }) // whose work is to be handed over
role.index({ begunIn: 1 }, { partialFilterExpression: { begunIn: { $type: 'string' } } }) // what a 换届 gave
role.index({ endedIn: 1 }, { partialFilterExpression: { endedIn: { $type: 'string' } } }) // what a 换届 ended
