import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import { role } from './roles.model'

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

/** A resident of a household, an enterprise's contact, or simply someone who signed in. May have no account. */
export interface PersonDoc {
  _id: string
  name: string
  residence: {
    region: string
    /** Household `_id` */
    household: string
    /** 集体经济组织成员 */
    member: boolean
    state: 'living' | 'moved' | 'dead'
    endedAt: Date | null
  } | null
  enterprises: { name: string; region: string }[]
  /** Keyed hash of the register's phone number, for comparison. */
  phoneHash: string | null
  /** The number itself, encrypted (AES-256-GCM). */
  phoneSealed: string | null
}

/** Moves with every change of the person and their roles, and with the accounts that stand for them. */
export const personMark = (id: string): string => `person:${id}`

/** Moves with every change of the household and of who is registered in it. */
export const householdMark = (id: string): string => `household:${id}`

const household = new Schema<HouseholdDoc>(
  { _id: String, region: String, code: String, group: Number, groupName: String, head: String },
  { versionKey: false },
)
household.index({ region: 1, code: 1 }, { unique: true }) // one household a code; the register in order

const person = new Schema<PersonDoc>(
  {
    _id: String,
    name: { type: String, required: true },
    residence: {
      type: { region: String, household: String, member: Boolean, state: String, endedAt: Date },
      default: null,
      _id: false,
    },
    enterprises: { type: [{ _id: false, name: String, region: String }], default: [] },
    phoneHash: { type: String, default: null },
    phoneSealed: { type: String, default: null },
  },
  { versionKey: false },
)
person.index({ 'residence.household': 1 }) // the members of a household
person.index({ phoneHash: 1 }, { partialFilterExpression: { phoneHash: { $type: 'string' } } }) // whose number it is, when a post is given
person.index({ 'residence.region': 1, name: 1 }) // namesakes, when a post is given
person.index({ 'residence.region': 1, 'residence.state': 1 }) // every resident of a village, for emergencies

export const residentModels = defineModels({ Household: household, Person: person, Role: role })
