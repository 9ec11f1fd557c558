import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { RegionDoc } from '../regions'
import type { OfficePerson, Post } from '../residents'

/** Everything that a start writes, worked out before the first of it is written. */
export interface SetupWork {
  regions: RegionDoc[]
  persons: OfficePerson[]
  posts: Post[]
}

/** The one setup of an installation. */
export interface SetupDoc {
  _id: 'setup'
  /** Of the one-time code (启用码); null once nobody may use it. */
  codeHash: string | null
  expiresAt: Date
  /** Wrong codes since the last right one. */
  tries: number
  /** Of the form that is being or has been carried out; null: none has been sent yet. */
  formHash: string | null
  /** Pending: null before it begins, and when all of it is written. */
  work: SetupWork | null
  /** The person who set up. */
  administrator: string | null
  top: string | null
  doneAt: Date | null
}

const setup = new Schema<SetupDoc>(
  {
    _id: String,
    codeHash: { type: String, default: null },
    expiresAt: Date,
    tries: { type: Number, default: 0 },
    formHash: { type: String, default: null },
    work: { type: Schema.Types.Mixed, default: null },
    administrator: { type: String, default: null },
    top: { type: String, default: null },
    doneAt: { type: Date, default: null },
  },
  { versionKey: false, collection: 'setup' },
)

export const setupModels = defineModels({ Setup: setup })
