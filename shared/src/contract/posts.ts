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
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { EditionState, RegionRef, RoleName } from './domain'

export const postStates = ['working', 'leave', 'coming', 'ended'] as const
export const postKinds = ['holder', 'deputy'] as const
export const askKinds = ['same', 'committee', 'kin', 'household', 'last', 'handover'] as const

/** A day of Shanghai's calendar. */
export const Day = Type.String({ title: '日期', pattern: '^20[0-9]{2}-[01][0-9]-[0-3][0-9]$' })
const PersonName = Type.String({ title: '姓名', minLength: 1, maxLength: 30 })
const Phone = Type.String({ title: '手机', minLength: 1, maxLength: 20 })

/** 岗位: who holds what since when, as those who work there see it. */
export const Post = object(
  {
    id: Id,
    person: Id,
    name: Type.String(),
    region: RegionRef,
    role: RoleName,
    roleText: Type.String(),
    group: Type.Optional(Type.String({ description: 'which 组 a 组长 leads' })),
    as: oneOf(postKinds),
    since: Day,
    until: nullable(Type.String({ description: 'the last day; null: no end is set' })),
    state: oneOf(postStates),
    text: Type.String({ description: 'the state as a Chinese sentence' }),
    leaves: Type.Array(object({ from: Day, until: Day }), {
      description: 'first and last day of each leave',
    }),
    committee: nullable(Type.Boolean({ description: '村民委员会成员; null: it was not asked' })),
    kin: nullable(
      object({
        text: Type.String({ description: 'what was answered to 组织法 37, by whom and when' }),
      }),
    ),
    given: nullable(Type.String({ description: 'who gave it, and when, as a sentence' })),
    signedIn: Type.Boolean({ description: 'the person has an account' }),
    own: Type.Boolean({ description: "the viewer's own" }),
  },
  { title: 'Post' },
)

/** What has to be answered before it is done. Nothing is written while one of these is open. */
export const Ask = object(
  {
    what: oneOf(askKinds),
    text: Type.String(),
    choices: Type.Array(object({ value: Type.String(), label: Type.String() })),
  },
  { title: 'Ask' },
)

/** Something that is worked on, in a list of what is handed over (交接清单). */
export const HandedLine = object({
  notice: Id,
  title: Type.String(),
  itemNo: ItemNo,
  itemName: Type.String(),
  state: EditionState,
  stateText: Type.String(),
})

export const Handover = object(
  {
    id: Id,
    region: RegionRef,
    from: Type.String({ description: 'whose post ended' }),
    to: nullable(
      Type.String({ description: 'null: nobody yet; every writer of the place may take it over' }),
    ),
    at: Instant,
    text: Type.String({ description: '3件没办完的，已转给周雅琴' }),
    lines: Type.Array(HandedLine),
  },
  { title: 'Handover' },
)

/** The posts of one place. */
export const PostGroup = object({
  region: RegionRef,
  posts: Type.Array(Post),
  warnings: Type.Array(Type.String({ description: 'a part that nobody has: 现在没有人审核' })),
})

/** One’s own post on 我的, with what to know of its end. */
export const OwnPost = object({
  id: Id,
  region: RegionRef,
  roleText: Type.String(),
  as: oneOf(postKinds),
  since: Day,
  until: nullable(Type.String()),
  state: oneOf(postStates),
  text: Type.String({ description: '您的岗位12月31日结束。3件没办完的，已转给周雅琴。' }),
})

const answers = {
  same: Type.Optional(
    Type.String({
      title: '是同一个人吗',
      maxLength: 200,
      description: 'the `_id` of the person in the register, or `new`',
    }),
  ),
  committee: Type.Optional(Type.Boolean({ title: '是村民委员会成员' })),
  kin: Type.Optional(Type.Boolean({ title: '是村民委员会成员的近亲属' })),
  looked: Type.Optional(Type.Boolean({ title: '又核对过', description: 'the second look (组织法 37)' })),
}

export const PostAnswer = object({
  post: nullable(Post),
  asks: Type.Array(Ask, { description: 'open questions; while there is one, nothing was changed' }),
})

export const postRoutes = {
  'GET /api/regions/:code/posts': route({
    summary: 'Who holds which post in a place and the places below it; for those who work there',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    response: object({
      region: RegionRef,
      manages: Type.Boolean({ description: 'the viewer may change posts here' }),
      roles: Type.Array(object({ role: RoleName, text: Type.String() }), {
        description: 'what may be given in this place',
      }),
      groups: Type.Array(PostGroup, { description: 'the place itself first, then each place below it' }),
      handovers: Type.Array(Handover, { description: 'of the last ninety days, the newest first' }),
      orphans: Type.Array(object({ region: RegionRef, count: Type.Integer() }), {
        description: 'where something is worked on that nobody can go on with',
      }),
    }),
    errors: [403, 404],
  }),
  'POST /api/regions/:code/posts': route({
    summary: 'Give a post to a person, known or new',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    body: object({
      person: Type.Optional(Id),
      name: Type.Optional(PersonName),
      phone: Type.Optional(Phone),
      role: RoleName,
      as: Type.Optional(oneOf(postKinds)),
      group: Type.Optional(
        Type.String({ title: '组', maxLength: 60, description: 'of a 组长: a group of the village' }),
      ),
      since: Type.Optional(Day),
      until: Type.Optional(Day),
      ...answers,
    }),
    response: PostAnswer,
    errors: [403, 404, 409],
  }),
  'POST /api/posts/:id/end': route({
    summary: 'End a post after a day, or at once; what is in work goes to a successor',
    tag: 'posts',
    auth: 'required',
    params: IdParams,
    body: object({
      last: Type.Optional(Type.String({ ...Day, title: '最后一天' })),
      never: Type.Optional(Type.Boolean({ title: '不定结束日期' })),
      successor: Type.Optional(
        Type.String({
          ...Id,
          title: '接手的人',
          description: 'a person, or `later`: whoever writes there takes it',
        }),
      ),
      alone: Type.Optional(Type.Boolean({ title: '没有接任的人，也这样办' })),
    }),
    response: object({
      ...PostAnswer.properties,
      unfinished: Type.Integer({ description: 'pieces of work that the person has begun' }),
      successor: nullable(Type.String({ description: 'who takes them over; null: nobody yet' })),
    }),
    errors: [403, 404, 409],
  }),
  'POST /api/posts/:id/leave': route({
    summary: 'Leave (请假): from the first to the last day the post rests',
    tag: 'posts',
    auth: 'required',
    params: IdParams,
    body: object({ from: Day, until: Day, alone: Type.Optional(Type.Boolean()) }),
    response: PostAnswer,
    errors: [403, 404, 409],
  }),
  'POST /api/posts/:id/back': route({
    summary: 'Back from leave, at once; a leave that has not begun is dropped',
    tag: 'posts',
    auth: 'required',
    params: IdParams,
    response: PostAnswer,
    errors: [403, 404, 409],
  }),
  'GET /api/regions/:code/posts/history': route({
    summary: 'Who gave which post to whom, and when',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    query: object({ cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) }),
    response: page(object({ id: Type.String(), at: Instant, text: Type.String() })),
    errors: [403, 404],
  }),
}

export type Post = Static<typeof Post>
export type PostGroup = Static<typeof PostGroup>
export type OwnPost = Static<typeof OwnPost>
export type Ask = Static<typeof Ask>
export type Handover = Static<typeof Handover>
