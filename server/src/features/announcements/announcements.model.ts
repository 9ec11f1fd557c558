import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** What is announced: a document of the feature that answers for the kind (`Feature.subjects`). */
export interface SubjectRef {
  kind: string
  id: string
}

export interface AnnouncementDoc {
  /** subject's id:edition:kind */
  _id: string
  subject: SubjectRef
  edition: string
  kind: 'published' | 'corrected' | 'withdrawn' | 'takenDown' | 'leaked' | 'reminder'
  region: string
  /** Whoever follows one of these keys is told. */
  scopes: string[]
  /** An emergency waits for no morning; what is quiet lies in the inbox and is sent to nobody. */
  urgency: 'ordinary' | 'emergency' | 'quiet'
  at: Date
  /** Null until matching has written every match. */
  matchedAt: Date | null
}

const announcement = new Schema<AnnouncementDoc>(
  {
    _id: String,
    subject: { kind: String, id: String },
    edition: String,
    kind: String,
    region: String,
    scopes: [String],
    urgency: String,
    at: Date,
    matchedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
announcement.index({ matchedAt: 1, at: 1 }) // what is still to be matched

export const announcementModels = defineModels({ Announcement: announcement })
