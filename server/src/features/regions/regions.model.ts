import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

export interface RegionDoc {
  /** 区划代码 */
  _id: string
  name: string
  level: 'county' | 'township' | 'village'
  parent: string | null
  office: { name: string; phone: string; address: string; hours: string }
  /** 启用日期: what was due before it is not owed; null: since its first publication. */
  since?: Date | null
  /** 小程序备案号, of the uppermost. */
  filing?: string | null
  /** Where a village alone lies: 金山区漕泾镇. */
  within?: string | null
  /** What SMS may cost in a month, in fen; null: no SMS is sent. */
  smsMonthlyFen?: number | null
  /** 单据公开, of the uppermost; absent: it is off. */
  vouchers?: boolean | null
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
    since: { type: Date, default: null },
    filing: { type: String, default: null },
    within: { type: String, default: null },
    smsMonthlyFen: { type: Number, default: null },
    vouchers: Boolean,
  },
  { versionKey: false },
)
const group = new Schema<GroupDoc>(
  { _id: String, region: String, no: Number, name: String },
  { versionKey: false },
)
group.index({ region: 1, no: 1 }) // a region's groups in order

export const regionModels = defineModels({ Region: region, Group: group })
