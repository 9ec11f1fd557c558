import {
  Done,
  Id,
  IdParams,
  Instant,
  nullable,
  object,
  oneOf,
  Problem,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef, RoleName } from './domain'
import { Day } from './posts'

export const turnoverStates = ['writing', 'done', 'takingBack', 'takenBack'] as const

/** One line of the sheet, or one post that it ends or keeps. */
const Move = object({
  line: nullable(Type.Integer({ description: 'of the sheet, counted from 1' })),
  name: Type.String(),
  role: RoleName,
  roleText: Type.String(),
  since: nullable(Day),
  isNew: Type.Boolean({ description: 'a person who is not known yet' }),
})

/** A question about a line: 是同一个人吗, or the second look of 组织法 37. */
export const TurnoverAsk = object({
  line: Type.Integer(),
  what: oneOf(['same', 'household']),
  text: Type.String(),
  choices: Type.Array(object({ value: Type.String(), label: Type.String() })),
})

export const TurnoverVillage = object({
  region: RegionRef,
  ends: Type.Array(Move),
  stays: Type.Array(Move),
  begins: Type.Array(Move),
  kept: Type.Array(Type.String({ description: 'posts that the sheet does not name: they go on' })),
  warnings: Type.Array(Type.String()),
  asks: Type.Array(TurnoverAsk),
})

export const TurnoverPlan = object(
  {
    date: Day,
    villages: Type.Array(TurnoverVillage),
    problems: Type.Array(Problem, {
      description: 'with the line of the sheet; while there is one it cannot be confirmed',
    }),
    counts: object({
      villages: Type.Integer(),
      ends: Type.Integer(),
      stays: Type.Integer(),
      begins: Type.Integer(),
      asks: Type.Integer({ description: 'questions that are still open' }),
    }),
    digest: Type.String({ description: 'of what would be done; sent back to confirm exactly this' }),
  },
  { title: 'TurnoverPlan' },
)

export const Turnover = object({
  id: Id,
  region: RegionRef,
  date: Day,
  state: oneOf(turnoverStates),
  text: Type.String(),
  by: Type.String(),
  at: Instant,
  takeBack: Type.Boolean({ description: 'it can still be taken back' }),
  invites: Type.Array(
    object({ person: Id, name: Type.String(), roleText: Type.String(), region: RegionRef }),
    {
      description: 'people without an account yet',
    },
  ),
})

const sheet = {
  date: Type.String({ ...Day, title: '起始日期', description: 'for every line without a date of its own' }),
  text: Type.String({
    title: '换届表',
    minLength: 1,
    maxLength: 600_000,
    description: 'as pasted, or as .csv',
  }),
  answers: Type.Array(
    object({ line: Type.Integer({ minimum: 1, maximum: 10_000 }), answer: Type.String({ maxLength: 200 }) }),
    {
      title: '回答',
      maxItems: 6000,
    },
  ),
}

export const turnoverRoutes = {
  'POST /api/regions/:code/turnovers/preview': route({
    summary: 'What a sheet of posts (换届) would change, place by place; nothing is stored',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    body: object(sheet),
    response: TurnoverPlan,
    errors: [403, 404, 413],
  }),
  'POST /api/regions/:code/turnovers': route({
    summary: 'Confirm exactly what the preview showed',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    body: object({
      ...sheet,
      digest: Type.String({ title: '核对码', maxLength: 64 }),
      kinChecked: Type.Boolean({
        title: '近亲属已核对',
        description: 'nobody listed as a supervisor is a near relative of the committee (组织法 37)',
      }),
    }),
    response: Turnover,
    errors: [403, 404, 409, 413],
  }),
  'GET /api/regions/:code/turnovers': route({
    summary: 'The 换届 that were confirmed here, the newest first',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    response: object({ turnovers: Type.Array(Turnover) }),
    errors: [403, 404],
  }),
  'DELETE /api/turnovers/:id': route({
    summary: 'Take a 换届 back, until its date',
    tag: 'posts',
    auth: 'required',
    params: IdParams,
    response: Done,
    errors: [403, 404, 409],
  }),
}

export type TurnoverPlan = Static<typeof TurnoverPlan>
export type TurnoverVillage = Static<typeof TurnoverVillage>
export type TurnoverAsk = Static<typeof TurnoverAsk>
export type Turnover = Static<typeof Turnover>
export type TurnoverMove = Static<typeof Move>
