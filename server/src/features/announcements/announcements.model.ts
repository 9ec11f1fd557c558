import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

export interface AnnouncementDoc {
  /** notice:edition:kind */
  _id: string
  notice: string
  edition: string
  kind: 'published' | 'corrected' | 'withdrawn' | 'takenDown' | 'reminder'
  region: string
  item: number
  category: string
  at: Date
  /** Null until matching has written every match. */
  matchedAt: Date | null
}

const announcement = new Schema<AnnouncementDoc>(
  {
    _id: String,
    notice: String,
    edition: String,
    kind: String,
    region: String,
    item: Number,
    category: String,
    at: Date,
    matchedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
announcement.index({ matchedAt: 1, at: 1 }) // what is still to be matched

export const announcementModels = defineModels({ Announcement: announcement })
