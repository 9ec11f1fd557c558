import { Schema } from 'mongoose'
import { defineModels } from './define-models'

/** Facts about the whole installation: what kind of data it holds, where the demo's clock stands, whether it is being filled, that it can be written. */
export interface SettingDoc {
  _id: 'kind' | 'clock' | 'seeding' | 'written'
  value: string
}

const setting = new Schema<SettingDoc>({ _id: String, value: String }, { versionKey: false })

export const settingModels = defineModels({ Setting: setting })
