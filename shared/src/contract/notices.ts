import {
  Cursor,
  Done,
  Id,
  IdParams,
  Instant,
  ItemNo,
  nullable,
  object,
  oneOf,
  RegionCode,
  route,
  type Static,
  Type,
} from './base'
import {
  Cell,
  Column,
  EditionState,
  ElementText,
  Item,
  NoticeState,
  NoticeView,
  Picture,
  RegionRef,
  TableRow,
} from './domain'

/** The most rows and columns of a table, and the most rows that one request reads or changes. */
export const mostRows = 20_000
export const mostColumns = 30
export const mostRowsAtOnce = 500

const RowKey = Type.String({
  title: '行的代号',
  pattern: '^[A-Za-z0-9_-]{1,40}$',
  description: 'names the row while it is worked on; the writer chooses it',
})

export const DraftRow = object({
  household: Type.Optional(
    nullable(Type.String({ title: '户号', maxLength: 20, description: 'household code' })),
  ),
  cells: Type.Array(Cell, { maxItems: mostColumns }),
})

/** A table without its rows: those are read and changed in pages. */
export const TableHead = object(
  {
    caption: Type.String({ title: '表名', maxLength: 60 }),
    columns: Type.Array(Column, { title: '列', minItems: 1, maxItems: mostColumns }),
  },
  { title: 'TableHead' },
)

/** One row changed, put in, moved or taken out; in the order in which they are to be done. */
export const RowChange = object({
  key: RowKey,
  row: Type.Optional(
    nullable(
      object(DraftRow.properties, {
        description: 'what the row says now; null takes it out; absent: it is only moved',
      }),
    ),
  ),
  after: Type.Optional(
    nullable(
      Type.String({
        title: '排在哪一行后面',
        maxLength: 40,
        description: 'null: first; absent: where it is, and a new row last',
      }),
    ),
  ),
})

/** What a clerk may write. All of it is optional while drafting; `failureReasons` says what is still missing. */
export const DraftContent = object({
  title: Type.String({ title: '标题', maxLength: 60 }),
  plain: Type.String({ title: '一句话说清', maxLength: 100 }),
  elements: Type.Array(ElementText, { title: '公开要素', maxItems: 30 }),
  body: Type.String({ title: '正文', maxLength: 20_000 }),
  table: nullable(TableHead),
})

export const Transition = object({
  verb: oneOf(['create', 'edit', 'submit', 'approve', 'return', 'publish']),
  by: Type.String({ description: 'name and role, in words' }),
  at: Instant,
  reason: nullable(Type.String()),
})

export const Ability = object({
  verb: oneOf(['edit', 'submit', 'approve', 'return', 'publish', 'discard']),
  allowed: Type.Boolean(),
  failureReasons: Type.Array(
    Type.String({ description: 'Chinese sentences, shown beside the disabled button' }),
  ),
})

/** An edition as those who work on it see it. */
export const EditionWork = object(
  {
    notice: Id,
    edition: Id,
    editionNo: Type.Integer(),
    region: RegionRef,
    item: Item,
    state: EditionState,
    stateText: Type.String(),
    noticeState: NoticeState,
    revision: Type.Integer({ description: 'send it back with PUT' }),
    content: DraftContent,
    rows: Type.Integer({ description: 'of the table' }),
    pictures: Type.Array(Picture),
    contentHash: Type.String({
      description: 'what a reviewer approves, sha256 hex; empty until it is handed in',
    }),
    author: Type.String(),
    mine: Type.Boolean({ description: 'written by the viewer' }),
    history: Type.Array(Transition),
    abilities: Type.Array(Ability),
    updatedAt: Instant,
  },
  { title: 'EditionWork' },
)

/** A page of a table's rows. Pages of another edition or revision do not belong together. */
export const RowPage = object(
  {
    edition: Id,
    revision: Type.Integer({ description: 'of the edition; POST of rows sends it back' }),
    rows: Type.Array(
      object({
        ...TableRow.properties,
        key: Type.Optional(Type.String({ description: 'only with `work`' })),
      }),
      { description: 'what this viewer may see, own household first; with `work` in the order of the table' },
    ),
    total: Type.Integer({ description: 'rows in the whole table' }),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
  },
  { title: 'RowPage' },
)

export const noticeRoutes = {
  'GET /api/notices/:id': route({
    summary: 'A published notice as this viewer may see it',
    tag: 'notices',
    auth: 'optional',
    params: IdParams,
    response: NoticeView,
    errors: [404],
  }),
  'GET /api/notices/:id/editions': route({
    summary: 'The editions a notice has had',
    tag: 'notices',
    auth: 'optional',
    params: IdParams,
    response: object({
      editions: Type.Array(
        object({
          edition: Id,
          editionNo: Type.Integer(),
          state: EditionState,
          publishedAt: nullable(Instant),
          contentHash: Type.String(),
          current: Type.Boolean(),
        }),
      ),
    }),
    errors: [404],
  }),
  'GET /api/notices/:id/rows': route({
    summary: 'A page of the rows of a notice’s table as this viewer may see them',
    tag: 'notices',
    auth: 'optional',
    params: IdParams,
    query: object({
      work: Type.Optional(
        Type.Boolean({
          description:
            'the edition that is worked on, whole, with household codes: for who may see that work, and of a published notice for the writers of its region',
        }),
      ),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(
        Type.Integer({ title: '每页行数', minimum: 1, maximum: mostRowsAtOnce, default: 100 }),
      ),
    }),
    response: RowPage,
    errors: [401, 403, 404],
  }),
  'POST /api/notices/:id/rows': route({
    summary: 'Change rows of the draft’s table; an approved or returned edition becomes a draft again',
    tag: 'workflow',
    auth: 'required',
    idempotent: true,
    params: IdParams,
    body: object({
      revision: Type.Integer({ title: '修改次数', minimum: 0 }),
      changes: Type.Array(RowChange, { title: '改动的行', minItems: 1, maxItems: mostRowsAtOnce }),
    }),
    response: EditionWork,
    errors: [403, 404, 409, 413],
  }),
  'POST /api/notices': route({
    summary: 'Start a notice: its first edition is a draft',
    tag: 'workflow',
    auth: 'required',
    idempotent: true,
    status: 201,
    body: object({
      region: RegionCode,
      item: ItemNo,
      content: Type.Optional(Type.Partial(DraftContent, { additionalProperties: false })),
    }),
    response: EditionWork,
    errors: [403, 404],
  }),
  'PUT /api/notices/:id': route({
    summary:
      'Edit the words and the columns of the draft; an approved or returned edition becomes a draft again',
    tag: 'workflow',
    auth: 'required',
    idempotent: true,
    params: IdParams,
    body: object({
      revision: Type.Integer({ title: '修改次数', minimum: 0 }),
      content: Type.Partial(DraftContent, { additionalProperties: false }),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'DELETE /api/notices/:id': route({
    summary: 'Discard a notice that was never published',
    tag: 'workflow',
    auth: 'required',
    params: IdParams,
    response: Done,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/submit': route({
    summary: 'Hand the draft to the reviewer',
    tag: 'workflow',
    auth: 'required',
    idempotent: true,
    params: IdParams,
    body: object({ revision: Type.Integer({ title: '修改次数', minimum: 0 }) }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/review': route({
    summary: 'Approve exactly this content, or return it with a reason',
    tag: 'workflow',
    auth: 'required',
    idempotent: true,
    params: IdParams,
    body: object({
      decision: oneOf(['approve', 'return'], { title: '审核意见' }),
      reason: Type.Optional(Type.String({ title: '退回原因', maxLength: 300 })),
      contentHash: Type.String({
        title: '审核的内容',
        minLength: 64,
        maxLength: 64,
        description: 'of the content the reviewer read',
      }),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/publish': route({
    summary: 'Publish exactly the approved content',
    tag: 'workflow',
    auth: 'required',
    idempotent: true,
    params: IdParams,
    body: object({ contentHash: Type.String({ title: '批准的内容', minLength: 64, maxLength: 64 }) }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/pictures': route({
    summary:
      'Add a picture to the draft (multipart: file, alt); metadata such as the place it was taken is removed',
    tag: 'workflow',
    auth: 'required',
    params: IdParams,
    consumes: 'multipart/form-data',
    status: 201,
    response: EditionWork,
    errors: [403, 404, 409, 413, 415],
  }),
  'DELETE /api/notices/:id/pictures/:picture': route({
    summary: 'Take a picture out of the draft',
    tag: 'workflow',
    auth: 'required',
    params: object({ id: Id, picture: Id }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'GET /api/pictures/:id': route({
    summary: 'A picture; restricted ones need the ticket of the answer that named them',
    tag: 'notices',
    auth: 'none',
    params: IdParams,
    query: object({ ticket: Type.Optional(Type.String({ maxLength: 600 })) }),
    produces: 'image/webp',
    response: Type.Any(),
    errors: [404],
  }),
}

export type DraftContent = Static<typeof DraftContent>
export type TableHead = Static<typeof TableHead>
export type DraftRow = Static<typeof DraftRow>
export type RowChange = Static<typeof RowChange>
/** A table with its rows, in memory. */
export interface DraftTable extends TableHead {
  rows: readonly DraftRow[]
}
/** A draft with all its rows, in memory. */
export interface WholeContent extends Omit<DraftContent, 'table'> {
  table: DraftTable | null
}
export type EditionWork = Static<typeof EditionWork>
export type RowPage = Static<typeof RowPage>
export type Ability = Static<typeof Ability>
export type WorkVerb = Ability['verb']
