import { Id, Instant, ItemNo, nullable, object, oneOf, RegionCode, route, type Static, Type } from './base'
import { NoticeLine, NoticeState, RegionRef } from './domain'
import { Welcome } from './following'
import { CategorySummary, RegionView } from './regions'
import { User } from './user'

/** What people ask most. The words stand in the app; where each leads depends on what is published. */
export const askedQuestions = [
  'spent',
  'fee',
  'lowIncome',
  'leaders',
  'building',
  'benefits',
  'bids',
  'answered',
  'insurance',
  'genuine',
] as const

const Fen = Type.Integer({ description: 'fen' })

/** The newest month of one body: what came in, what was spent, what is left. */
export const HomeFinance = object(
  {
    notice: Id,
    what: Type.String({ description: '10 月' }),
    body: Type.String({ description: 'whose money it is' }),
    publishedAt: Instant,
    income: Fen,
    expense: Fen,
    closing: nullable(Fen),
  },
  { title: 'HomeFinance' },
)

/** 要紧的事: what has a date that is still to come. */
export const DueMatter = object({
  notice: Type.String({ description: 'its id, or that of a policy, which has a `link`' }),
  link: Type.Optional(Type.String({ description: 'the page of a policy that the person follows' })),
  title: Type.String(),
  itemName: Type.String(),
  day: Type.String({ description: 'YYYY-MM-DD, the last day' }),
  days: Type.Integer({ minimum: 0, description: 'days left; 0: today' }),
})

/** Where the answer is: a notice, or else the item. Questions that lead to a page of their own have neither. */
export const AskedQuestion = object({
  key: oneOf(askedQuestions),
  notice: Type.Optional(Id),
  no: Type.Optional(ItemNo),
  text: Type.Optional(
    Type.String({ description: 'the answer itself, where it is a line: who leads the own group' }),
  ),
})

export const LateItem = object({
  no: ItemNo,
  name: Type.String(),
  category: Type.String(),
  stateText: Type.String(),
  sentence: Type.String({ description: '10 月财务收支应在 11 月 10 日前公开，已过 16 天，还没有公开' }),
})

export const homeRoutes = {
  'GET /api/screens/home': route({
    summary: 'Home of a region',
    tag: 'screens',
    auth: 'optional',
    shared: true,
    query: object({ region: RegionCode }),
    response: object({
      region: RegionRef,
      office: RegionView.properties.office,
      categories: Type.Array(
        object({
          ...CategorySummary.properties,
          missing: Type.Integer({ description: 'items whose state is missing' }),
          newest: nullable(
            Type.String({ description: 'what its newest notice says, as far as one may read' }),
          ),
        }),
      ),
      items: Type.Integer(),
      published: Type.Integer(),
      missingItems: Type.Integer({ description: 'items whose state is missing' }),
      missing: Type.Array(LateItem, {
        description: 'at most three; 应公开未公开, what was due last first',
      }),
      newest: Type.Array(NoticeLine),
      household: Type.Array(NoticeLine, {
        description: 'newest that concern the own household, one of each item',
      }),
      finance: nullable(HomeFinance),
      due: Type.Array(DueMatter, { description: 'the next first' }),
      asked: Type.Array(AskedQuestion, { description: 'for who looks the likeliest first' }),
      user: nullable(User),
      welcome: Welcome,
    }),
    errors: [404],
  }),
}

/** 核对: whether a code, or what a QR code holds, is of something that a village published. */
export const checkRoutes = {
  'GET /api/check': route({
    summary: 'Whether a code on paper or on a screen is of something that was really published here',
    tag: 'notices',
    auth: 'none',
    limit: 'search',
    shared: true,
    query: object({
      code: Type.String({ title: '核对码', minLength: 1, maxLength: 500, description: 'or a link' }),
    }),
    response: object({
      outcome: oneOf(['published', 'ended', 'unknown', 'elsewhere'], {
        description: 'elsewhere: a link that leads to another site',
      }),
      found: nullable(
        object({
          id: Id,
          code: Type.String(),
          region: RegionRef,
          no: ItemNo,
          itemName: Type.String(),
          title: Type.String(),
          publishedAt: Instant,
          publishedBy: Type.String(),
          correctedAt: nullable(Instant),
          editionNo: Type.Integer(),
          state: NoticeState,
          stateText: nullable(Type.String()),
          newest: nullable(
            object(
              { id: Id, title: Type.String(), publishedAt: Instant },
              { description: 'published of the same item since' },
            ),
          ),
        }),
      ),
      site: Type.String({ description: 'where a true link leads' }),
    }),
  }),
}

export type HomeFinance = Static<typeof HomeFinance>
export type DueMatter = Static<typeof DueMatter>
export type AskedQuestion = Static<typeof AskedQuestion>
export type AskedKey = (typeof askedQuestions)[number]
export type LateItem = Static<typeof LateItem>
