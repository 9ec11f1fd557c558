import { type Connection, Schema } from 'mongoose'

/** Facts about the whole installation: what kind of data it holds, where the demo's clock stands. */
export interface SettingDoc {
  _id: 'kind' | 'clock'
  value: string
}

const setting = new Schema<SettingDoc>({ _id: String, value: String }, { versionKey: false })

export const systemModels = (db: Connection) => ({ Setting: db.model<SettingDoc>('Setting', setting) })
