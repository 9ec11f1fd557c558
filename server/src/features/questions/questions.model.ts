import type { QuestionFacts, QuestionKind, QuestionStep, Round } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

export interface RoundDoc extends Round {
  /** Empty once the notice it is about was taken down. */
  text: string
  answer: { text: string; by: string; account: string } | null
}

/** 意见和投诉: one of them, with every asking and answer. Its `_id` is the number on the receipt. */
export interface QuestionDoc extends QuestionFacts {
  _id: string
  kind: QuestionKind
  notice: string | null
  account: string
  /** Null: who asks keeps their name back. */
  name: string | null
  rounds: RoundDoc[]
  /** Nobody has answered the last round, and it is not closed. */
  open: boolean
  withdrawn: boolean
  /** Who may read it: the steps it went through, and the township once it was late. */
  readers: QuestionStep[]
  /** The newest answer was read by the asker. */
  seen: boolean
  at: Date
  /** Who is to answer is still to be told. */
  owed?: boolean
  /** Grows with every change: who writes names the one they read. */
  turn: number
  /** The request it was made by. */
  stamp: { key: string; hash: string } | null
}

/** Moves with everything that is asked, answered or closed. */
export const questionsMark = 'questions'

const round = new Schema<RoundDoc>(
  {
    step: String,
    askedAt: Date,
    due: String,
    text: String,
    answeredAt: { type: Date, default: null },
    answer: { type: Schema.Types.Mixed, default: null },
  },
  { _id: false },
)
const question = new Schema<QuestionDoc>(
  {
    _id: String,
    region: String,
    level: String,
    kind: String,
    notice: { type: String, default: null },
    account: String,
    name: { type: String, default: null },
    rounds: [round],
    open: Boolean,
    closedAt: { type: Date, default: null },
    withdrawn: Boolean,
    readers: [String],
    seen: Boolean,
    at: Date,
    owed: Boolean,
    turn: Number,
    stamp: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false },
)
question.index({ account: 1, at: -1, _id: -1 }) // what an account has asked
question.index({ region: 1, open: 1, at: -1, _id: -1 }) // the desk of an office
question.index({ notice: 1 }) // what was asked of a notice that is taken down
question.index({ owed: 1, _id: 1 }, { partialFilterExpression: { owed: true } }) // sweep: who is to answer is still to be told
question.index(
  { 'stamp.key': 1 },
  { unique: true, partialFilterExpression: { 'stamp.key': { $type: 'string' } } },
) // one for each request

export const questionModels = defineModels({ Question: question })
