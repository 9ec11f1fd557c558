import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

export interface RegionDoc {
  /** 区划代码 */
  _id: string
  name: string
  level: 'county' | 'township' | 'village'
  parent: string | null
  office: { name: string; phone: string; address: string; hours: string }
}

export interface GroupDoc {
  /** region:no */
  _id: string
  region: string
  no: number
  name: string
}

const region = new Schema<RegionDoc>(
  {
    _id: String,
    name: { type: String, required: true },
    level: { type: String, required: true },
    parent: { type: String, default: null },
    office: { name: String, phone: String, address: String, hours: String },
  },
  { versionKey: false },
)
const group = new Schema<GroupDoc>(
  { _id: String, region: String, no: Number, name: String },
  { versionKey: false },
)
group.index({ region: 1, no: 1 }) // a region's groups in order

export const regionModels = defineModels({ Region: region, Group: group })
