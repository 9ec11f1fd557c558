import { longestQuestion, questionKinds, questionSteps } from '../rules/questions'
import {
  Cursor,
  Id,
  IdParams,
  Instant,
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

const Words = Type.String({ title: '内容', minLength: 2, maxLength: longestQuestion })
const QuestionKind = oneOf(questionKinds, { title: '哪一种' })

export const QuestionRound = object({
  step: oneOf(questionSteps),
  stepText: Type.String({ description: 'the body that answers: 村民委员会, 村务监督委员会, 镇政府' }),
  at: Instant,
  text: Type.String({ description: 'empty where it was erased with a notice that was taken down' }),
  due: Type.String({ description: 'the last day for the answer, `YYYY-MM-DD`' }),
  late: Type.Boolean({ description: 'that day passed without an answer' }),
  answer: nullable(object({ text: Type.String(), by: Type.String(), at: Instant })),
})

export const QuestionView = object(
  {
    id: Id,
    region: RegionRef,
    kind: QuestionKind,
    kindText: Type.String(),
    about: nullable(object({ notice: Id, title: Type.String() })),
    by: Type.String({ description: 'who asks; 一位村民 where they keep their name back' }),
    mine: Type.Boolean(),
    at: Instant,
    rounds: Type.Array(QuestionRound),
    state: oneOf(['open', 'answered', 'closed']),
    stateText: Type.String(),
    late: Type.Boolean(),
    unseen: Type.Boolean({ description: 'the asker has not read the newest answer' }),
    next: nullable(Type.String({ description: 'the body that looks at it when the asker is not content' })),
    can: object({ answer: Type.Boolean(), again: Type.Boolean(), close: Type.Boolean() }),
  },
  { title: 'Question' },
)

const read = { tag: 'questions', auth: 'required' } as const
const step = { ...read, limit: 'write', params: IdParams, errors: [403, 404, 409] } as const

export const questionRoutes = {
  'POST /api/questions': route({
    summary: 'Say, ask or complain (意见和投诉); answered within 15 days, the receipt says by whom',
    ...read,
    limit: 'write',
    idempotent: true,
    status: 201,
    body: object({
      region: RegionCode,
      notice: Type.Optional(Id),
      kind: QuestionKind,
      text: Words,
      nameless: Type.Optional(
        Type.Boolean({ title: '不写名字', description: 'who answers does not see who asks' }),
      ),
      township: Type.Optional(
        Type.Boolean({ title: '直接交给镇里', description: 'the village does not read it' }),
      ),
    }),
    response: QuestionView,
    errors: [404, 409],
  }),
  'GET /api/me/questions': route({
    summary: "The account's own, newest first",
    ...read,
    query: object({ cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) }),
    response: page(QuestionView),
  }),
  'GET /api/questions/:id': route({
    summary: 'One of them, for whoever asked and for those who answer',
    ...read,
    params: IdParams,
    response: QuestionView,
    errors: [404],
  }),
  'POST /api/questions/:id/seen': route({
    summary: 'The asker has read the answer',
    ...step,
    response: QuestionView,
  }),
  'POST /api/questions/:id/answer': route({
    summary: 'Answer; the first answer of a round stands',
    ...step,
    body: object({ text: Words }),
    response: QuestionView,
  }),
  'POST /api/questions/:id/again': route({
    summary: 'Not content with the answer: the next step looks at it, with 15 days of its own',
    ...step,
    body: object({ text: Words }),
    response: QuestionView,
  }),
  'POST /api/questions/:id/close': route({
    summary: 'The asker is content, or takes it back',
    ...step,
    response: QuestionView,
  }),
  'GET /api/regions/:code/questions': route({
    summary:
      'What was sent to an office, for those who answer: unanswered by their last day, or the others, newest first',
    ...read,
    params: RegionParams,
    query: object({
      state: Type.Optional(oneOf(['open', 'done'], { title: '状态' })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(QuestionView),
    errors: [403, 404],
  }),
}

export type QuestionView = Static<typeof QuestionView>
