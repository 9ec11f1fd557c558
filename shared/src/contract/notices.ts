import { mostRowsAtOnce } from '../rules/table-limits'
import {
  Cursor,
  Done,
  EditionNo,
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
import { Change, Remark } from './changes'
import { EditionState, ElementText, Item, NoticeState, NoticeView, Picture, RegionRef } from './domain'
import { type DraftTable, RowChange, RowPage, TableHead } from './tables'

/** What a clerk may write. All of it is optional while drafting; `failureReasons` says what is still missing. */
export const DraftContent = object({
  title: Type.String({ title: '标题', maxLength: 60 }),
  plain: Type.String({ title: '一句话说清', maxLength: 100 }),
  elements: Type.Array(ElementText, { title: '公开要素', maxItems: 30 }),
  body: Type.String({ title: '正文', maxLength: 20_000 }),
  table: nullable(TableHead),
})

/** What is recorded of an edition's life. */
export const transitionVerbs = [
  'create',
  'correct',
  'edit',
  'submit',
  'approve',
  'return',
  'schedule',
  'cancel',
  'publish',
] as const

/** What may be done with an edition, in the order of a screen's buttons. */
export const workVerbs = [
  'edit',
  'submit',
  'approve',
  'return',
  'publish',
  'schedule',
  'cancel',
  'correct',
  'discard',
] as const

export const Transition = object({
  verb: oneOf(transitionVerbs),
  by: Type.String({ description: 'name and role, in words' }),
  at: Instant,
  reason: nullable(Type.String()),
})

export const Ability = object({
  verb: oneOf(workVerbs),
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
    change: nullable(Change),
    scheduledFor: nullable(Instant),
    remarks: Type.Array(Remark, { description: 'what its reviewers should know' }),
    author: Type.String(),
    mine: Type.Boolean({ description: 'written by the viewer' }),
    history: Type.Array(Transition),
    abilities: Type.Array(Ability),
    updatedAt: Instant,
  },
  { title: 'EditionWork' },
)

export const noticeRoutes = {
  'GET /api/notices/:id': route({
    summary: 'A published notice as this viewer may see it; with `edition` as it was then',
    tag: 'notices',
    auth: 'optional',
    shared: true,
    params: IdParams,
    query: object({ edition: Type.Optional(EditionNo) }),
    response: NoticeView,
    errors: [404],
  }),
  'GET /api/notices/:id/rows': route({
    summary: 'A page of the rows of a notice’s table as this viewer may see them',
    tag: 'notices',
    auth: 'optional',
    shared: true,
    params: IdParams,
    query: object({
      work: Type.Optional(
        Type.Boolean({
          description:
            'the edition that is worked on, whole, with household codes: for who may see that work, and of a published notice for the writers of its region',
        }),
      ),
      edition: Type.Optional(EditionNo),
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
    limit: 'write',
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
    limit: 'write',
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
    limit: 'write',
    idempotent: true,
    params: IdParams,
    body: object({
      revision: Type.Integer({ title: '修改次数', minimum: 0 }),
      content: Type.Partial(DraftContent, { additionalProperties: false }),
      change: Type.Optional(Type.Partial(Change, { additionalProperties: false })),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'DELETE /api/notices/:id': route({
    summary: 'Discard a notice that was never published, or a correction that was begun; the notice stays',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: IdParams,
    response: Done,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/submit': route({
    summary: 'Hand the draft to the reviewer',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
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
    limit: 'write',
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
    limit: 'write',
    idempotent: true,
    params: IdParams,
    body: object({ contentHash: Type.String({ title: '批准的内容', minLength: 64, maxLength: 64 }) }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
}

export type DraftContent = Static<typeof DraftContent>
/** A draft with all its rows, in memory. */
export interface WholeContent extends Omit<DraftContent, 'table'> {
  table: DraftTable | null
}
export type EditionWork = Static<typeof EditionWork>
export type Ability = Static<typeof Ability>
export type WorkVerb = Ability['verb']
