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
  /**
   * `work`: something waits at somebody's desk (送审、退回、待发布). `status`: how a policy stands beside its text has
   * changed (额满、暂停、恢复、延期).
   */
  kind: 'published' | 'corrected' | 'withdrawn' | 'takenDown' | 'leaked' | 'reminder' | 'work' | 'status'
  region: string
  /** Whoever follows one of these keys is told. */
  scopes: string[]
  /**
   * `emergency` waits for no morning and no digest; `prompt` for no digest; `ordinary` goes as each person wishes; what is
   * `quiet` lies in the inbox and is sent to nobody.
   */
  urgency: 'ordinary' | 'prompt' | 'emergency' | 'quiet'
  at: Date
  /** 有效至: who would hear of it later is told at once, and past it nobody is. Null: for good. */
  validUntil: Date | null
  /** Whoever no channel reaches is put on the visit list (入户名单). */
  visit: boolean
  /** Who has not read it after so many hours is told again by another channel; null: nobody is. */
  againHours: number | null
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
    validUntil: { type: Date, default: null },
    visit: { type: Boolean, default: false },
    againHours: { type: Number, default: null },
    matchedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
announcement.index({ matchedAt: 1, at: 1 }) // what is still to be matched

export const announcementModels = defineModels({ Announcement: announcement })
