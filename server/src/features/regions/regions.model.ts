import { type Connection, Schema } from 'mongoose'

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

export interface HouseholdDoc {
  /** region:code */
  _id: string
  region: string
  /** 户号 */
  code: string
  group: number
  groupName: string
  /** 户主姓名 */
  head: string
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
const household = new Schema<HouseholdDoc>(
  { _id: String, region: String, code: String, group: Number, groupName: String, head: String },
  { versionKey: false },
)
household.index({ region: 1, code: 1 }, { unique: true }) // one household a code; the register in order

export const regionModels = (db: Connection) => ({
  Region: db.model<RegionDoc>('Region', region),
  Group: db.model<GroupDoc>('Group', group),
  Household: db.model<HouseholdDoc>('Household', household),
})
