import type { AppealEnd, AppealRating, AppealRound, AppealStepName } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** Whoever did a step, as it was then; `account` is empty where the clock did it. */
export interface AppealStepDoc {
  step: AppealStepName
  at: Date
  by: string
  account: string
  text: string
}

/** 诉求: what hinders somebody, with every step of it. Its `_id` is the number on the receipt. */
export interface AppealDoc {
  _id: string
  /** The township or the county that deals with it. */
  office: string
  about: { kind: 'policy' | 'item'; id: string; region: string; title: string } | null
  enterprise: { id: string; name: string } | null
  account: string
  person: string
  name: string
  rounds: AppealRound[]
  /** 0: the office; each clock that runs out takes it one up. */
  level: number
  ended: AppealEnd | null
  endedAt: Date | null
  hotline: string | null
  helper: { person: string; name: string; post: string } | null
  rating: { rating: AppealRating; text: string; at: Date } | null
  steps: AppealStepDoc[]
  /** How many of the steps were announced. */
  told: number
  owed: boolean
  /** Its writer has read the newest step. */
  seen: boolean
  open: boolean
  /** When a clock runs out next; null: none does, or 待定. */
  nextAt: Date | null
  at: Date
  /** Grows with every change: who writes names the one they read. */
  turn: number
  /** The request it was made by. */
  stamp: { key: string; hash: string } | null
}

/** Who wrote what is of a deleted account: an account and a person that nobody has, told from those of the office. */
export const nobody = 'left'

/** Moves with every change of any of them. */
export const appealsMark = 'appeals'

const mixed = Schema.Types.Mixed
const none = { type: mixed, default: null } as never
const options = { versionKey: false, minimize: false } as const

const appeal = new Schema<AppealDoc>(
  {
    _id: String,
    office: String,
    about: none,
    enterprise: none,
    account: String,
    person: String,
    name: String,
    rounds: { type: [mixed], default: [] } as never,
    level: Number,
    ended: { type: String, default: null } as never,
    endedAt: { type: Date, default: null },
    hotline: { type: String, default: null },
    helper: none,
    rating: none,
    steps: { type: [mixed], default: [] } as never,
    told: Number,
    owed: Boolean,
    seen: Boolean,
    open: Boolean,
    nextAt: { type: Date, default: null },
    at: Date,
    turn: Number,
    stamp: none,
  },
  options,
)
appeal.index({ account: 1, at: -1 }) // one's own
appeal.index({ office: 1, open: 1, endedAt: -1 }) // what an office deals with, and what has ended
appeal.index({ person: 1 }) // what goes with the person
appeal.index({ nextAt: 1 }, { partialFilterExpression: { open: true } }) // whose clock runs out
appeal.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // what is still to be told
appeal.index(
  { 'stamp.key': 1 },
  { unique: true, partialFilterExpression: { 'stamp.key': { $type: 'string' } } },
) // one appeal an Idempotency-Key

export const appealModels = defineModels({ Appeal: appeal })
