import {
  type AppealStepName,
  appealClocks,
  appealEnds,
  appealRatings,
  appealResults,
  appealStepText,
  longestAppeal,
} from '../rules/appeals'
import {
  Cursor,
  Id,
  IdParams,
  Instant,
  ItemNo,
  Limit,
  nullable,
  object,
  oneOf,
  page,
  RegionCode,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef } from './domain'

const Words = Type.String({ title: '内容', minLength: 2, maxLength: longestAppeal })
const stepNames = Object.keys(appealStepText) as AppealStepName[]

export const AppealStep = object({
  step: oneOf(stepNames as unknown as readonly [AppealStepName, ...AppealStepName[]]),
  stepText: Type.String({ description: '交办, 已联系, 答复, 办结' }),
  at: Instant,
  by: Type.String({ description: 'name and post; empty where the clock did it' }),
  text: Type.String(),
})

const Due = object({
  clock: oneOf(appealClocks),
  text: Type.String({ description: '联系, 答复, 办结' }),
  due: nullable(Instant),
  dueText: Type.String({ description: '11月26日 10:30; 待定 where the days off are not published' }),
  doneAt: nullable(Instant),
  late: Type.Boolean(),
})

export const AppealView = object(
  {
    id: Id,
    office: RegionRef,
    about: nullable(
      object({
        kind: oneOf(['policy', 'item']),
        id: Type.String({ description: 'the key of the policy, or the number of the item' }),
        region: RegionCode,
        title: Type.String(),
      }),
    ),
    enterprise: nullable(object({ name: Type.String() })),
    by: Type.String({ description: 'who wrote it; 我 for themselves' }),
    mine: Type.Boolean(),
    text: Type.String({ description: 'what was written last' }),
    at: Instant,
    state: oneOf(['open', ...appealEnds]),
    stateText: Type.String(),
    level: Type.Integer({ description: '0: the office; 1: its leader; 2: the county' }),
    levelText: Type.String(),
    late: Type.Boolean(),
    unseen: Type.Boolean({ description: 'its writer has not read the newest step' }),
    clocks: Type.Array(Due, { description: 'of the round that runs, or ran last' }),
    helper: nullable(object({ name: Type.String(), post: Type.String() })),
    hotline: nullable(Type.String({ description: 'the number at 12345' })),
    rating: nullable(object({ rating: oneOf(appealRatings), text: Type.String(), at: Instant })),
    steps: Type.Array(AppealStep, { description: 'the oldest first' }),
    reopenBy: nullable(Type.String({ description: 'the last day for reopening, `YYYY-MM-DD`' })),
    can: object({
      acknowledge: Type.Boolean(),
      answer: Type.Boolean(),
      close: Type.Boolean(),
      hotline: Type.Boolean(),
      helper: Type.Boolean(),
      withdraw: Type.Boolean(),
      rate: Type.Boolean(),
      reopen: Type.Boolean(),
    }),
  },
  { title: 'Appeal' },
)

const ClockCount = object({
  clock: oneOf(appealClocks),
  text: Type.String(),
  inTime: Type.Integer(),
  late: Type.Integer(),
  medianMinutes: nullable(Type.Integer({ description: 'of office time' })),
})

const read = { tag: 'appeals', auth: 'required' } as const
const step = {
  ...read,
  limit: 'write',
  params: IdParams,
  response: AppealView,
  errors: [403, 404, 409],
} as const
const Rating = oneOf(appealRatings, { title: '评价' })

export const appealRoutes = {
  'POST /api/appeals': route({
    summary:
      'Write what hinders (诉求): to the office of a policy, or to the township of an item or of one’s enterprise. The receipt says until when',
    ...read,
    limit: 'write',
    idempotent: true,
    status: 201,
    body: object({
      policy: Type.Optional(Id),
      region: Type.Optional(RegionCode),
      item: Type.Optional(ItemNo),
      enterprise: Type.Optional(Id),
      text: Words,
    }),
    response: AppealView,
    errors: [403, 404, 409],
  }),
  'GET /api/me/appeals': route({
    summary: "The account's own, newest first",
    ...read,
    query: object({ cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) }),
    response: page(AppealView),
  }),
  'GET /api/appeals/:id': route({
    summary: 'One of them, for whoever wrote it and for those who deal with it',
    ...read,
    params: IdParams,
    response: AppealView,
    errors: [404],
  }),
  'POST /api/appeals/:id/seen': route({ summary: 'Its writer has read the newest step', ...step }),
  'POST /api/appeals/:id/withdraw': route({ summary: 'Its writer takes it back', ...step }),
  'POST /api/appeals/:id/rate': route({
    summary: 'Its writer rates what was done, once',
    ...step,
    body: object({ rating: Rating, text: Type.Optional(Type.String({ title: '想说的话', maxLength: 200 })) }),
  }),
  'POST /api/appeals/:id/reopen': route({
    summary: 'It was not settled: once, within fifteen days; the leader has it then, with days of its own',
    ...step,
    body: object({ text: Words }),
  }),
  'POST /api/appeals/:id/acknowledge': route({
    summary: 'The office has been in touch with its writer',
    ...step,
  }),
  'POST /api/appeals/:id/answer': route({
    summary: 'An answer of the office; it goes on until it is closed',
    ...step,
    body: object({ text: Words }),
  }),
  'POST /api/appeals/:id/close': route({
    summary: 'Closed with what came of it',
    ...step,
    body: object({ result: oneOf(appealResults, { title: '办得怎么样' }), text: Words }),
  }),
  'POST /api/appeals/:id/hotline': route({
    summary: 'Handed to 12345, whose number is shown; the clock here ends',
    ...step,
    body: object({ number: Type.String({ title: '12345工单号', minLength: 1, maxLength: 40 }) }),
  }),
  'POST /api/appeals/:id/helper': route({
    summary: '帮办: somebody of the office helps its writer, and is named to them',
    ...step,
    body: object({ person: Id }),
  }),
  'GET /api/regions/:code/appeals': route({
    summary: 'What an office deals with: what is due first; or what has ended, newest first',
    ...read,
    params: RegionParams,
    query: object({
      state: Type.Optional(oneOf(['open', 'done'], { title: '状态' })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(AppealView),
    errors: [403, 404],
  }),
  'GET /api/regions/:code/appeal-desk': route({
    summary:
      'How many were dealt with in time, how long it took, what is open at which level, and who may help',
    ...read,
    params: RegionParams,
    response: object({
      clocks: Type.Array(ClockCount, { description: 'of the last year' }),
      open: Type.Array(object({ level: Type.Integer(), text: Type.String(), count: Type.Integer() })),
      ratings: Type.Array(object({ rating: Rating, text: Type.String(), count: Type.Integer() })),
      helpers: Type.Array(object({ person: Id, name: Type.String(), post: Type.String() })),
    }),
    errors: [403, 404],
  }),
}

export type AppealView = Static<typeof AppealView>
export type AppealStep = Static<typeof AppealStep>
