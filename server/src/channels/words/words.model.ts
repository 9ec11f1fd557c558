import type { WordsKind } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { WordsScene } from '../wechat'

/** What was kept while WeChat could not be asked about it, until it was; and what it then did not let pass. */
export interface UncheckedWordsDoc {
  /** Of who wrote it, where, and the words: sent again, they are the same. */
  _id: string
  what: WordsKind
  /** The township, or the county, that is told; '': nobody's in particular. */
  office: string
  /** The village, township or county it was written for; null: of no place in particular. */
  region: string | null
  /** The number of the question or appeal it stands in. */
  within: string | null
  /** The notice or policy it was written about: a takedown removes it. */
  about: string | null
  account: string
  openid: string
  /** The field, as the person knows it. */
  title: string
  scene: WordsScene
  text: string
  at: Date
  state: 'waiting' | 'found'
  /** Why WeChat did not let it pass; null: not asked yet. */
  label: number | null
  tries: number
  nextAt: Date
  /** Forgotten by then where WeChat could never be asked; null: found, and kept until the office has seen to it. */
  expiresAt: Date | null
}

const uncheckedWords = new Schema<UncheckedWordsDoc>(
  {
    _id: String,
    what: String,
    office: String,
    region: { type: String, default: null },
    within: { type: String, default: null },
    about: { type: String, default: null },
    account: String,
    openid: String,
    title: String,
    scene: Number,
    text: String,
    at: Date,
    state: String,
    label: { type: Number, default: null },
    tries: { type: Number, default: 0 },
    nextAt: Date,
    expiresAt: { type: Date, default: null },
  },
  { versionKey: false },
)
uncheckedWords.index({ state: 1, nextAt: 1 }) // what is to be asked now
uncheckedWords.index({ office: 1, state: 1, at: -1 }) // the list of an office
uncheckedWords.index({ about: 1 }) // a takedown
uncheckedWords.index({ account: 1 }) // somebody who leaves
uncheckedWords.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // what is kept no longer

export const wordsModels = defineModels({ UncheckedWords: uncheckedWords })
