import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { Standing } from './standing'

/** What of an enterprise's package was told already, as it stood on a day. */
export interface PackageDoc {
  /** The enterprise. */
  _id: string
  /** The last day that was looked at: reminders up to it are done with. */
  day: string
  standings: Standing[]
  at: Date
}

/** What one person saw of a package when they last looked. */
export interface PackageSeenDoc {
  /** enterprise:person */
  _id: string
  person: string
  at: Date
  standings: Standing[]
}

/** The walk over all enterprises: how far it is, and what is done with. */
export interface PackageRoundDoc {
  _id: 'round'
  /** The last day that is done with for all of them. */
  day: string
  /** Every policy as it stood when it was done with. */
  policies: Record<string, string>
  /** The round under way; null: none. */
  doing: {
    day: string
    policies: Record<string, string>
    /** The policies that are looked at; null: all of them. */
    changed: string[] | null
    /** The last enterprise that is done. */
    cursor: string
  } | null
}

/** Moves with what a person saw of the package of an enterprise. */
export const seenMark = (id: string): string => `package-seen:${id}`

const Mixed = Schema.Types.Mixed
const options = { versionKey: false, minimize: false } as const

const packageSchema = new Schema<PackageDoc>(
  { _id: String, day: String, standings: { type: [Mixed], default: [] } as never, at: Date },
  options,
)

const seen = new Schema<PackageSeenDoc>(
  { _id: String, person: String, at: Date, standings: { type: [Mixed], default: [] } as never },
  options,
)
seen.index({ person: 1 }) // what goes with the person

const round = new Schema<PackageRoundDoc>(
  {
    _id: String as never,
    day: String,
    policies: { type: Mixed, default: {} } as never,
    doing: { type: Mixed, default: null } as never,
  },
  options,
)

export const packageModels = defineModels({ Package: packageSchema, PackageSeen: seen, PackageRound: round })
