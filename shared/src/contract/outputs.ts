import { Id, IdParams, Instant, nullable, object, oneOf, route, type Static, Type } from './base'

export const postingPlaces = ['group', 'loudspeaker', 'board'] as const
export const PostingPlace = oneOf(postingPlaces, { title: '发到哪里' })

/** For whom somebody at the office prints 一户一单, and how they were asked. */
export const askedHows = ['inPerson', 'phone', 'relative'] as const
export const AskedHow = oneOf(askedHows, {
  title: '怎样要的',
  description: 'the clerk’s reason; needed where the household is not the own one',
})

export const Posting = object(
  {
    where: PostingPlace,
    at: Instant,
    by: Type.String({ description: 'who recorded it' }),
    editionNo: Type.Integer(),
    older: Type.Boolean({ description: 'an edition before the current one was posted' }),
  },
  { title: 'Posting' },
)

export const NoticeOutputs = object(
  {
    notice: Id,
    title: Type.String({ description: 'as a visitor sees it' }),
    why: nullable(Type.String({ description: 'why nothing may go out now; null where it may' })),
    group: nullable(
      object({
        text: Type.String({ description: 'ready to be pasted into a group' }),
        link: Type.String(),
        picture: Type.String({ description: 'its address, relative' }),
        closed: Type.Boolean({ description: 'no more than that there is something: it is for villagers' }),
      }),
    ),
    loudspeaker: nullable(
      object({ text: Type.String(), minutes: Type.Integer(), characters: Type.Integer() }),
    ),
    postings: Type.Array(Posting, { description: 'the newest first' }),
    recall: nullable(
      Type.String({ description: 'what was posted and is not right any more, and what to do' }),
    ),
    mayPost: Type.Boolean({ description: 'the viewer works for the office that published it' }),
  },
  { title: 'NoticeOutputs' },
)

export const quarterPattern = '^20[0-9]{2}Q[1-4]$'
const png = 'image/png'
const pdf = 'application/pdf'
const picture = {
  tag: 'outputs',
  auth: 'none',
  limit: 'print',
  params: IdParams,
  errors: [404, 409],
} as const

/** 群卡片, 转发卡片, 大喇叭, 一户一单: made of what a visitor, or the household, may read; outside the chain and its sums. */
export const outputRoutes = {
  'GET /api/notices/:id/group-card.png': route({
    ...picture,
    summary: '群卡片: a picture for the village’s group, with a code that opens the notice',
    produces: png,
    response: Type.Any(),
  }),
  'GET /api/notices/:id/share-card.png': route({
    ...picture,
    summary: 'The picture of a message that shares the notice, 5:4',
    produces: png,
    response: Type.Any(),
  }),
  'GET /api/notices/:id/loudspeaker.pdf': route({
    ...picture,
    summary: '大喇叭: what is read aloud, in large type',
    produces: pdf,
    response: Type.Any(),
  }),
  'GET /api/notices/:id/outputs': route({
    summary: 'What can be posted and read aloud of a notice, and where it was',
    tag: 'outputs',
    auth: 'required',
    params: IdParams,
    response: NoticeOutputs,
    errors: [403, 404],
  }),
  'POST /api/notices/:id/posted': route({
    summary: 'Note that the current edition was posted, read aloud or hung up; once for each place',
    tag: 'outputs',
    auth: 'required',
    limit: 'write',
    params: IdParams,
    body: object({ where: PostingPlace }),
    response: NoticeOutputs,
    errors: [403, 404, 409],
  }),
  'GET /api/households/:household/statement.pdf': route({
    summary:
      '一户一单: the rows of one household in what was published in a quarter; for its verified people, and recorded for the clerk',
    tag: 'outputs',
    auth: 'required',
    limit: 'print',
    params: object({ household: Id }),
    query: object({
      quarter: Type.Optional(
        Type.String({
          title: '季度',
          pattern: quarterPattern,
          description: '`2026Q3`; absent: this quarter',
        }),
      ),
      asked: Type.Optional(AskedHow),
    }),
    produces: pdf,
    response: Type.Any(),
    errors: [403, 404],
  }),
}

export type PostingPlace = Static<typeof PostingPlace>
export type AskedHow = Static<typeof AskedHow>
export type Posting = Static<typeof Posting>
export type NoticeOutputs = Static<typeof NoticeOutputs>
