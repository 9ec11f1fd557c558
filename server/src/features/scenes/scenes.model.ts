import type { SceneTarget } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** What a code on paper opens; paper hangs for years, so it stays. */
export interface SceneDoc extends SceneTarget {
  /** The 12 signs in the code: the same for the same target, so that each is kept once. */
  _id: string
  at: Date
}

const scene = new Schema<SceneDoc>(
  {
    _id: String,
    kind: String,
    region: String,
    no: Number,
    notice: String,
    household: String,
    at: Date,
  },
  { versionKey: false, collection: 'scenes' },
)

/** A code that was drawn; without those of slips, which hold a number. */
export interface ScenePictureDoc {
  /** Edition of the mini-program (WECHAT_STATE) and code. */
  _id: string
  png: Buffer
  at: Date
}

const picture = new Schema<ScenePictureDoc>(
  { _id: String, png: Buffer, at: Date },
  { versionKey: false, collection: 'scenepictures' },
)

export const sceneModels = defineModels({ Scene: scene, ScenePicture: picture })
