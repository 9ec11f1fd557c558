import { toldHows } from '../rules/endings'
import { Cursor, Id, Instant, nullable, object, oneOf, RegionParams, route, type Static, Type } from './base'
import { RegionRef } from './domain'

export const VisitId = Type.String({ title: '入户编号', minLength: 1, maxLength: 300 })

/** One thing that a household is to be told. */
export const Visit = object({
  id: VisitId,
  notice: nullable(Id),
  title: Type.String({ description: 'for the cadre; read out as far as the household wishes' }),
  say: Type.String({ description: 'what may be said at the door: no name, no sum' }),
  at: Instant,
  validUntil: nullable(Instant),
  told: nullable(
    object({
      by: Type.String({ description: 'name and role, in words' }),
      at: Instant,
      how: oneOf(toldHows),
      canUndo: Type.Boolean({ description: 'of the same day' }),
    }),
  ),
})

/** A household that no channel reached, with all that it is to be told. */
export const VisitHousehold = object({
  id: Type.String(),
  code: Type.String({ description: 'empty: the register has no household' }),
  name: Type.String({ description: 'of its head, or of the person who is to be told' }),
  group: Type.String(),
  area: Type.String({ description: '片区; empty where there is none' }),
  row: Type.String({ description: '埭/楼组, with the building' }),
  phone: nullable(
    object({
      person: Id,
      masked: Type.String({ description: 'the whole number only by the register, which notes who looked' }),
    }),
  ),
  visits: Type.Array(Visit),
})

const Cut = object({ value: Type.String(), name: Type.String(), households: Type.Integer() })

/** A place that the list is cut to. */
const cutQuery = {
  area: Type.Optional(Type.String({ title: '片区', maxLength: 200 })),
  row: Type.Optional(Type.String({ title: '埭/楼组', maxLength: 200 })),
  group: Type.Optional(Type.String({ title: '组', maxLength: 60 })),
}

export const VisitList = object(
  {
    region: RegionRef,
    round: Type.String({ description: 'this week, as a heading says it' }),
    waiting: Type.Integer({ description: 'households of the whole village that are still to be told' }),
    cuts: object({ areas: Type.Array(Cut), rows: Type.Array(Cut), groups: Type.Array(Cut) }),
    households: Type.Array(VisitHousehold),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
    seesPhones: Type.Boolean({ description: 'may ask the register for a whole number' }),
  },
  { title: 'VisitList' },
)

const VisitParams = object({ id: VisitId })

/** 入户名单: whom no message reached. No photo, no place, and nothing is counted by who told. */
export const visitRoutes = {
  'GET /api/regions/:code/visits': route({
    summary: 'Households that no channel reached and that are to be told by a visit or a call',
    tag: 'visits',
    auth: 'required',
    params: RegionParams,
    query: object({
      ...cutQuery,
      told: Type.Optional(
        Type.Boolean({ title: '已告知的', description: 'those of this week that are told already' }),
      ),
      cursor: Type.Optional(Cursor),
    }),
    response: VisitList,
    errors: [403, 404],
  }),
  'GET /api/regions/:code/visits.pdf': route({
    summary: 'The same on paper, by 埭/楼组 and group, with boxes to tick',
    tag: 'visits',
    auth: 'required',
    limit: 'print',
    params: RegionParams,
    query: object(cutQuery),
    produces: 'application/pdf',
    response: Type.Any(),
    errors: [403, 404, 409],
  }),
  'POST /api/visits/:id/told': route({
    summary: 'Tick (入户打钩): the household was told of this, and how',
    tag: 'visits',
    auth: 'required',
    limit: 'write',
    params: VisitParams,
    body: object({ how: oneOf(toldHows, { title: '怎样告知' }) }),
    response: Visit,
    errors: [403, 404, 409],
  }),
  'DELETE /api/visits/:id/told': route({
    summary: 'Take a tick of the same day back',
    tag: 'visits',
    auth: 'required',
    limit: 'write',
    params: VisitParams,
    response: Visit,
    errors: [403, 404, 409],
  }),
}

export type Visit = Static<typeof Visit>
export type VisitHousehold = Static<typeof VisitHousehold>
export type VisitList = Static<typeof VisitList>
