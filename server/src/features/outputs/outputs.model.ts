import type { PostingPlace } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** 已发到群里, 大喇叭已播, 已张榜: somebody at the office says so. Nothing of the content is kept. */
export interface PostingDoc {
  /** `<edition>:<where>`: once for each edition and place, by whoever was first. */
  _id: string
  notice: string
  edition: string
  editionNo: number
  where: PostingPlace
  at: Date
  account: string
  /** As the office knew them then. */
  name: string
}

const posting = new Schema<PostingDoc>(
  {
    _id: String,
    notice: String,
    edition: String,
    editionNo: Number,
    where: String,
    at: Date,
    account: String,
    name: String,
  },
  { versionKey: false, collection: 'postings' },
)
posting.index({ notice: 1, at: -1 }) // what the office sees at a notice

export const outputModels = defineModels({ Posting: posting })
