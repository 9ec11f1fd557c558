import { mostRowsAtOnce } from '../rules/table-limits'
import { Cursor, Done, EditionNo, IdParams, ItemNo, object, oneOf, RegionCode, route, Type } from './base'
import { Change } from './changes'
import { NoticeView } from './domain'
import { DraftContent, EditionWork } from './editions'
import { RowChange, RowPage } from './tables'
import { TellingChoice, TellingDraft } from './telling'
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
      grounds: Type.Optional(Type.String({ title: '公开的依据', maxLength: 300 })),
      telling: Type.Optional(TellingDraft),
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
  'POST /api/notices/:id/take-over': route({
    summary: 'Go on with what its writer cannot go on with any more (接手)',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: IdParams,
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/submit': route({
    summary: 'Hand the draft to the reviewer',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: IdParams,
    body: object({
      revision: Type.Integer({ title: '修改次数', minimum: 0 }),
      confirmed: Type.Optional(
        Type.Boolean({
          title: '确认数字',
          description: 'the writer has read `warnings` and says that it is right',
        }),
      ),
    }),
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
    body: object({
      contentHash: Type.String({ title: '批准的内容', minLength: 64, maxLength: 64 }),
      telling: Type.Optional(TellingChoice),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
}
