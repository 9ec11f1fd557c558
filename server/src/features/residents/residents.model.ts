import type { HouseholdKind, Sex } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import { role } from './roles.model'

export interface HouseholdDoc {
  /** region:code of a 户籍户, region:c:code of a 承包户, region:m:code of a 成员户 */
  _id: string
  region: string
  /** 户籍户, 承包户, 成员户 */
  kind: HouseholdKind
  /** 户号, 承包方编码 */
  code: string
  group: number
  groupName: string
  /** 户主姓名 */
  head: string
  /** Of a 户籍户: the 承包户 and 成员户 that belong to it, and what merged into it. Rows of those are its own too. */
  tied: string[]
  /** 片区, 埭/楼组, 动迁小区: places of the register. */
  area: string | null
  row: string | null
  estate: string | null
  /** 楼号 */
  building: string
  /** 并户, or nobody is left. */
  endedAt: Date | null
}

/** A resident of a household, an enterprise's contact, or simply someone who signed in. May have no account. */
export interface PersonDoc {
  _id: string
  name: string
  /** 与户主关系 */
  relation: string | null
  sex: Sex | null
  birthYear: number | null
  residence: {
    region: string
    /** Household `_id` */
    household: string
    /** 集体经济组织成员 */
    member: boolean
    state: 'living' | 'moved' | 'dead'
    endedAt: Date | null
  } | null
  /** Those that they act for, by confirmed links (`enterprises`). */
  enterprises: string[]
  /** Households that they look after with its consent (代家人接收), and persons whose own rows they may see, by `personKey`. */
  caresFor?: string[]
  /** Keyed hash of the register's phone number, for comparison. */
  phoneHash: string | null
  /** The number itself, encrypted (AES-256-GCM). */
  phoneSealed: string | null
}

/** 代家人接收: somebody asks to receive for a household, and the household agrees. */
export interface HouseholdProxyDoc {
  _id: string
  region: string
  /**
   * Household `_id`, or of rows that belong to a person their `personKey`; null: the register knows none of this code or
   * name, which is not for the asker to learn.
   */
  household: string | null
  /** The household as it was asked for: its code, or the name of a member. */
  said: string
  /** Who asks: the person behind the account, and what the household is told of them. */
  person: string
  account: string
  name: string
  relation: string
  state: 'asked' | 'held' | 'ended'
  /** Until it ends: one of these a person and household. */
  open: boolean
  at: Date
  heldSince: Date | null
  /** How it was agreed to: by a member of the household, by the office with its written consent, by a code typed. */
  consent: 'member' | 'office' | 'code' | 'slip' | null
  /** The account that showed the code: it is ended with that account. */
  givenBy?: string | null
  endedAt: Date | null
  endedBy: 'asker' | 'member' | 'office' | 'register' | null
}

/** Moves with every change of the person and their roles, and with the accounts that stand for them. */
export const personMark = (id: string): string => `person:${id}`

/** Moves with what belongs to one household alone, such as its slip. */
export const householdMark = (id: string): string => `household:${id}`

/** Moves with every change of a village's register: its households, who lives in them, under what name. */
export const registerMark = (region: string): string => `register:${region}`

/** The region that a household's `_id` begins with. */
export const regionOfHousehold = (id: string): string => id.slice(0, id.indexOf(':'))

const household = new Schema<HouseholdDoc>(
  {
    _id: String,
    region: String,
    kind: { type: String, default: 'residence' },
    code: String,
    group: Number,
    groupName: String,
    head: String,
    tied: { type: [String], default: [] },
    area: { type: String, default: null },
    row: { type: String, default: null },
    estate: { type: String, default: null },
    building: { type: String, default: '' },
    endedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
household.index({ region: 1, kind: 1, code: 1 }, { unique: true }) // one household a code of its kind; the register in order
household.index({ code: 1, region: 1 }) // the households that a table's codes mean, of whatever kind
household.index({ tied: 1 }) // whose the rows of a 承包户 or a merged household are

const person = new Schema<PersonDoc>(
  {
    _id: String,
    name: { type: String, required: true },
    relation: { type: String, default: null },
    sex: { type: String, default: null },
    birthYear: { type: Number, default: null },
    residence: {
      type: { region: String, household: String, member: Boolean, state: String, endedAt: Date },
      default: null,
      _id: false,
    },
    enterprises: { type: [String], default: [] },
    caresFor: { type: [String], default: [] },
    phoneHash: { type: String, default: null },
    phoneSealed: { type: String, default: null },
  },
  { versionKey: false },
)
person.index({ 'residence.household': 1 }) // the members of a household
person.index({ caresFor: 1 }) // who looks after a household
person.index({ phoneHash: 1 }, { partialFilterExpression: { phoneHash: { $type: 'string' } } }) // whose number it is, when a post is given
person.index({ 'residence.region': 1, name: 1 }) // namesakes, when a post is given
person.index({ 'residence.region': 1, 'residence.state': 1 }) // every resident of a village, for emergencies

const proxy = new Schema<HouseholdProxyDoc>(
  {
    _id: String,
    region: String,
    household: { type: String, default: null },
    said: String,
    person: String,
    account: String,
    name: String,
    relation: String,
    state: String,
    open: Boolean,
    at: Date,
    heldSince: { type: Date, default: null },
    consent: { type: String, default: null },
    givenBy: { type: String, default: null },
    endedAt: { type: Date, default: null },
    endedBy: { type: String, default: null },
  },
  { versionKey: false },
)
proxy.index({ person: 1, region: 1, said: 1 }, { unique: true, partialFilterExpression: { open: true } }) // asked once
proxy.index({ household: 1, open: 1 }) // who looks after a household, or asks to
proxy.index({ region: 1, open: 1, at: 1 }) // what is asked for in a village

export const residentModels = defineModels({
  Household: household,
  Person: person,
  Role: role,
  HouseholdProxy: proxy,
})
