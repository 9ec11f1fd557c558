import type { SceneTarget } from '@hutang/shared'
import { Schema } from 'mongoose'
import type { WechatState } from '../../channels/wechat'
import { defineModels } from '../../storage/define-models'

/** What a code on paper opens; paper hangs for years, so it stays. */
export interface SceneDoc extends SceneTarget {
  /** The 12 signs in the code: the same for the same target, so that each is kept once. */
  _id: string
  at: Date
  /** The code as it was drawn, by the edition that it opens; none of a slip's, which holds a number. */
  pictures?: Partial<Record<WechatState, Buffer>>
}

const scene = new Schema<SceneDoc>(
  {
    _id: String,
    kind: String,
    region: String,
    no: Number,
    notice: String,
    household: String,
    enterprise: String,
    at: Date,
    pictures: { formal: Buffer, trial: Buffer, developer: Buffer },
  },
  { versionKey: false, collection: 'scenes' },
)

export const sceneModels = defineModels({ Scene: scene })
