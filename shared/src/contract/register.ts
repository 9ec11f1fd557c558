import {
  Cursor,
  Done,
  Id,
  Limit,
  nullable,
  object,
  oneOf,
  RegionCode,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef } from './domain'
import {
  BirthYear,
  DoingKey,
  HouseholdCode,
  HouseholdKind,
  HouseholdPage,
  PersonName,
  Phone,
  PlaceKind,
  RegisterHousehold,
  RegisterPlace,
  Relation,
  Sex,
} from './register-words'

const read = { tag: 'register', auth: 'required' as const, errors: [403, 404] as const }
const write = { tag: 'register', auth: 'required' as const, errors: [403, 404, 409] as const }

const Numbers = object({
  households: Type.Integer(),
  people: Type.Integer(),
  members: Type.Integer({ description: '集体经济组织成员' }),
})

const HouseholdParams = object({ code: RegionCode, household: Id })
const PersonParams = object({ code: RegionCode, person: Id })
const PlaceParams = object({ code: RegionCode, place: Id })

const person = {
  name: PersonName,
  relation: Type.Optional(nullable(Relation)),
  sex: Type.Optional(nullable(Sex)),
  birthYear: Type.Optional(nullable(BirthYear)),
  member: Type.Optional(Type.Boolean({ title: '是否成员' })),
  phone: Type.Optional(nullable(Phone)),
}

export const registerRoutes = {
  'GET /api/regions/:code/register': route({
    ...read,
    summary:
      'The households of a village with their people, by code; for a township above it the numbers alone',
    params: RegionParams,
    query: object({
      kind: Type.Optional(HouseholdKind),
      group: Type.Optional(Type.String({ title: '组', maxLength: 20 })),
      place: Type.Optional(Id),
      q: Type.Optional(Type.String({ title: '姓名或户号', minLength: 1, maxLength: 40 })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({
      region: RegionRef,
      access: oneOf(['full', 'counts']),
      numbers: Numbers,
      groups: Type.Array(object({ name: Type.String(), ...Numbers.properties })),
      households: Type.Array(RegisterHousehold),
      next: Type.Optional(Type.String()),
    }),
  }),
  'GET /api/regions/:code/register/export.xlsx': route({
    ...read,
    summary: 'The register as a table that can be imported again; recorded',
    limit: 'search',
    params: RegionParams,
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    response: Type.Any(),
  }),
  'GET /api/regions/:code/register/people/:person/phone': route({
    ...read,
    summary: 'The whole telephone number; noted in the audit',
    limit: 'search',
    params: PersonParams,
    response: object({ phone: nullable(Type.String()) }),
  }),
  'GET /api/regions/:code/register/households/:household': route({
    ...read,
    summary: 'One household with its links and history',
    params: HouseholdParams,
    response: HouseholdPage,
  }),
  'POST /api/regions/:code/register/people': route({
    ...write,
    summary: '出生, 迁入: a new person of a household',
    params: RegionParams,
    body: object({
      key: DoingKey,
      why: oneOf(['birth', 'movedIn'], { title: '原因' }),
      household: Id,
      ...person,
    }),
    status: 201,
    response: HouseholdPage,
  }),
  'PUT /api/regions/:code/register/people/:person': route({
    ...write,
    summary: 'Change what is kept of a person; absent fields stay',
    params: PersonParams,
    body: object({ key: DoingKey, ...person, name: Type.Optional(PersonName) }),
    response: HouseholdPage,
  }),
  'POST /api/regions/:code/register/people/:person/end': route({
    ...write,
    summary: '去世, 迁出; verification ends with it',
    params: PersonParams,
    body: object({ key: DoingKey, why: oneOf(['died', 'movedOut'], { title: '原因' }) }),
    response: HouseholdPage,
  }),
  'POST /api/regions/:code/register/people/:person/move': route({
    ...write,
    summary: 'Into another household of the village',
    params: PersonParams,
    body: object({ key: DoingKey, household: Id, relation: Type.Optional(nullable(Relation)) }),
    response: HouseholdPage,
  }),
  'POST /api/regions/:code/register/households': route({
    ...write,
    summary: 'A new household',
    params: RegionParams,
    body: object({
      key: DoingKey,
      kind: HouseholdKind,
      householdCode: HouseholdCode,
      head: PersonName,
      group: Type.String({ title: '组', maxLength: 20 }),
    }),
    status: 201,
    response: HouseholdPage,
  }),
  'PUT /api/regions/:code/register/households/:household': route({
    ...write,
    summary: 'Another head (换户主), group, place or building; absent fields stay',
    params: HouseholdParams,
    body: object({
      key: DoingKey,
      head: Type.Optional(
        Type.String({
          title: '户主',
          maxLength: 200,
          description: 'a person of the household; of a 承包户 or 成员户 the name',
        }),
      ),
      group: Type.Optional(Type.String({ title: '组', maxLength: 20 })),
      area: Type.Optional(nullable(Id)),
      row: Type.Optional(nullable(Id)),
      estate: Type.Optional(nullable(Id)),
      building: Type.Optional(Type.String({ title: '楼号', maxLength: 20 })),
    }),
    response: HouseholdPage,
  }),
  'POST /api/regions/:code/register/households/:household/split': route({
    ...write,
    summary: '分户: some of its people become a household of their own',
    params: HouseholdParams,
    body: object({
      key: DoingKey,
      people: Type.Array(Id, { title: '人', minItems: 1, maxItems: 30 }),
      head: Id,
      householdCode: HouseholdCode,
    }),
    status: 201,
    response: HouseholdPage,
  }),
  'POST /api/regions/:code/register/households/:household/merge': route({
    ...write,
    summary: '并户: all its people go to another; rows published for it stay theirs',
    params: HouseholdParams,
    body: object({ key: DoingKey, into: Id }),
    response: HouseholdPage,
  }),
  'PUT /api/regions/:code/register/households/:household/links': route({
    ...write,
    summary: 'Which 户籍户 a 承包户 or 成员户 belongs to: the whole list',
    params: HouseholdParams,
    body: object({ key: DoingKey, links: Type.Array(Id, { title: '户籍户', maxItems: 20 }) }),
    response: HouseholdPage,
  }),
  'GET /api/regions/:code/register/places': route({
    ...read,
    summary: '组, 片区, 埭/楼组, 动迁小区',
    params: RegionParams,
    response: object({
      places: Type.Array(RegisterPlace),
      unplaced: object({ area: Type.Integer(), row: Type.Integer() }),
    }),
  }),
  'POST /api/regions/:code/register/places': route({
    ...write,
    summary: 'A new one, with its cadre or party member',
    params: RegionParams,
    body: object({
      kind: PlaceKind,
      name: Type.String({ title: '名称', minLength: 1, maxLength: 20 }),
      keeper: Type.Optional(Type.String({ title: '负责人', maxLength: 20 })),
    }),
    status: 201,
    response: RegisterPlace,
  }),
  'PUT /api/regions/:code/register/places/:place': route({
    ...write,
    summary: 'Another name, cadre or party member',
    params: PlaceParams,
    body: object({
      name: Type.Optional(Type.String({ title: '名称', minLength: 1, maxLength: 20 })),
      keeper: Type.Optional(Type.String({ title: '负责人', maxLength: 20 })),
    }),
    response: RegisterPlace,
  }),
  'POST /api/regions/:code/register/places/:place/households': route({
    ...write,
    summary: 'Put households there, with their building',
    params: PlaceParams,
    body: object({
      households: Type.Array(Id, { title: '户', minItems: 1, maxItems: 500 }),
      building: Type.Optional(Type.String({ title: '楼号', maxLength: 20 })),
    }),
    response: RegisterPlace,
  }),
  'DELETE /api/regions/:code/register/places/:place': route({
    ...write,
    summary: 'Remove one that holds no household',
    params: PlaceParams,
    response: Done,
  }),
}

export type RegisterPage = Static<(typeof registerRoutes)['GET /api/regions/:code/register']['response']>
