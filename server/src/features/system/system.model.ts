import { type Connection, Schema } from 'mongoose'

/** Facts about the whole installation: what kind of data it holds, where the demo's clock stands, whether it is being filled, the last public change. */
export interface SettingDoc {
  _id: 'kind' | 'clock' | 'seeding' | 'public'
  value: string
}

const setting = new Schema<SettingDoc>({ _id: String, value: String }, { versionKey: false })

export const systemModels = (db: Connection) => ({ Setting: db.model<SettingDoc>('Setting', setting) })
