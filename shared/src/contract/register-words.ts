import { Id, nullable, object, oneOf, type Static, Type } from './base'

/** 户籍户, 承包户, 成员户: three registers, whose households the clerk links. */
export const householdKinds = ['residence', 'contract', 'member'] as const
export const sexes = ['male', 'female'] as const
/** 村民小组, 片区 (with its cadre), 埭/楼组 (with its party member, 包干), 动迁小区 */
export const placeKinds = ['group', 'area', 'row', 'estate'] as const
export const residenceStates = ['living', 'moved', 'dead'] as const

export const HouseholdKind = oneOf(householdKinds, { title: '户的种类' })
export const PlaceKind = oneOf(placeKinds, { title: '种类' })
export const HouseholdCode = Type.String({ title: '户号', minLength: 1, maxLength: 40 })
export const PersonName = Type.String({ title: '姓名', minLength: 1, maxLength: 40 })
export const Relation = Type.String({ title: '与户主关系', maxLength: 10 })
export const Sex = oneOf(sexes, { title: '性别' })
export const BirthYear = Type.Integer({ title: '出生年份', minimum: 1900, maximum: 2100 })
export const Phone = Type.String({ title: '手机', maxLength: 20, pattern: '^[0-9+() -]*$' })
/** Chosen by the client for one doing: the same key again changes nothing and is answered the same. */
export const DoingKey = Type.String({ title: '提交编号', pattern: '^[A-Za-z0-9_-]{8,60}$' })

/** All that is kept of a person besides the household. */
export const PersonFacts = object({
  name: PersonName,
  relation: nullable(Type.String()),
  sex: nullable(Sex),
  birthYear: nullable(Type.Integer()),
  member: nullable(Type.Boolean({ description: '集体经济组织成员; null: nothing is said of it' })),
  phone: nullable(Type.String({ description: 'masked, 138****1234' })),
})

/** A person with the household, as a line of an import shows them. */
export const LineFacts = object({
  ...PersonFacts.properties,
  householdCode: nullable(Type.String({ title: '户号' })),
  head: nullable(Type.String({ title: '户主' })),
  group: nullable(Type.String({ title: '组' })),
})

export const RegisterPerson = object({
  id: Id,
  ...PersonFacts.properties,
  isHead: Type.Boolean(),
  verified: Type.Boolean({ description: 'an account is verified as this person' }),
  state: oneOf(residenceStates),
})

export const PlaceRef = object({ id: Id, name: Type.String() })

export const RegisterHousehold = object({
  id: Id,
  kind: HouseholdKind,
  code: Type.String(),
  head: Type.String(),
  group: Type.String({ description: '15组; empty where it has none' }),
  area: nullable(PlaceRef),
  row: nullable(PlaceRef),
  estate: nullable(PlaceRef),
  building: Type.String({ description: '楼号; empty where it has none' }),
  ended: Type.Boolean({ description: '已并户 or nobody is left' }),
  people: Type.Array(RegisterPerson, { description: 'living, the head first' }),
})

/** What was done by hand or by an import, as a sentence. */
export const RegisterEvent = object({
  at: Type.String(),
  by: Type.String(),
  text: Type.String({ description: '登记出生：沈小宝' }),
  changes: Type.Array(
    object({ field: Type.String(), before: nullable(Type.String()), after: nullable(Type.String()) }),
  ),
})

export const RegisterPlace = object({
  id: Id,
  kind: PlaceKind,
  name: Type.String(),
  keeper: Type.String({ description: '片区干部, 包干党员; empty where there is none' }),
  households: Type.Integer(),
})

/** The answer of everything done by hand: the household as it is now. */
export const HouseholdPage = object({
  household: RegisterHousehold,
  links: Type.Array(RegisterHousehold, {
    description: '承包户, 成员户 and merged households of a 户籍户, or the 户籍户 of such a one',
  }),
  suggested: Type.Array(RegisterHousehold, {
    description: 'same head in the same group, for the clerk to link',
  }),
  left: Type.Array(object({ id: Id, name: Type.String(), state: oneOf(['moved', 'dead']) })),
  events: Type.Array(RegisterEvent, { description: 'newest first' }),
})

export type HouseholdKind = (typeof householdKinds)[number]
export type PlaceKind = (typeof placeKinds)[number]
export type Sex = (typeof sexes)[number]
export type PersonFacts = Static<typeof PersonFacts>
export type LineFacts = Static<typeof LineFacts>
export type RegisterPerson = Static<typeof RegisterPerson>
export type RegisterHousehold = Static<typeof RegisterHousehold>
export type RegisterEvent = Static<typeof RegisterEvent>
export type RegisterPlace = Static<typeof RegisterPlace>
export type HouseholdPage = Static<typeof HouseholdPage>
