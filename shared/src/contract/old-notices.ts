import {
  Cursor,
  Done,
  Id,
  IdParams,
  ItemNo,
  Limit,
  object,
  oneOf,
  page,
  RegionParams,
  route,
  Type,
} from './base'
import { Checkup, CheckupNotice, FindingWay, OldBatch, OldEntry, oldEntryStates } from './old-notice-views'

export * from './old-notice-views'

const Hash = Type.String({ title: '看过的内容', minLength: 64, maxLength: 64 })
const desk = { tag: 'old-notices', auth: 'required', errors: [403, 404] } as const
const step = {
  ...desk,
  limit: 'write',
  params: IdParams,
  response: OldBatch,
  errors: [403, 404, 409],
} as const

export const oldNoticeRoutes = {
  'GET /api/regions/:code/old-notices': route({
    ...desk,
    summary: 'Imports of old notices of a village, the newest first, and what its check-up says',
    params: RegionParams,
    response: object({
      batches: Type.Array(OldBatch),
      checkup: Checkup,
      mayImport: Type.Boolean(),
      items: Type.Array(object({ no: ItemNo, name: Type.String() })),
    }),
  }),
  'POST /api/regions/:code/old-notices/file': route({
    ...desk,
    summary:
      'Look at old notices in a sheet, or in a .zip of a sheet, tables and pictures (multipart: file); nothing is published',
    limit: 'upload',
    params: RegionParams,
    consumes: 'multipart/form-data',
    status: 201,
    response: OldBatch,
    errors: [403, 404, 413, 415],
  }),
  'POST /api/regions/:code/old-notices': route({
    ...desk,
    summary:
      'Write down one old notice by hand; into a batch of one’s own that is not handed in yet, or a new one',
    limit: 'write',
    params: RegionParams,
    body: object({
      batch: Type.Optional(Id),
      date: Type.String({ title: '当时公开的日期', minLength: 1, maxLength: 30 }),
      item: ItemNo,
      title: Type.String({ title: '标题', minLength: 1, maxLength: 60 }),
      plain: Type.Optional(Type.String({ title: '一句话说清', maxLength: 100 })),
      body: Type.Optional(Type.String({ title: '正文', maxLength: 20_000 })),
      table: Type.Optional(
        Type.String({ title: '附表', maxLength: 800_000, description: 'as pasted from a sheet' }),
      ),
    }),
    status: 201,
    response: OldBatch,
    errors: [403, 404, 409, 413],
  }),
  'GET /api/old-batches/:id': route({
    ...desk,
    summary: 'One import: counts, refused rows, who did what',
    params: IdParams,
    response: OldBatch,
  }),
  'GET /api/old-batches/:id/entries': route({
    ...desk,
    summary: 'Its notices, in the order of the sheet',
    params: IdParams,
    query: object({
      state: Type.Optional(oneOf(oldEntryStates)),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(OldEntry),
  }),
  'DELETE /api/old-batches/:id': route({
    ...step,
    summary: 'Drop an import that was not published',
    response: Done,
  }),
  'POST /api/old-batches/:id/submit': route({ ...step, summary: 'Hand the whole batch to the reviewer' }),
  'POST /api/old-batches/:id/review': route({
    ...step,
    summary: 'Approve the whole batch exactly as it was read, or return it with a reason',
    body: object({
      decision: oneOf(['approve', 'return'], { title: '审核意见' }),
      reason: Type.Optional(Type.String({ title: '退回原因', maxLength: 300 })),
      hash: Hash,
    }),
  }),
  'POST /api/old-batches/:id/publish': route({
    ...step,
    summary: 'Publish what the batch holds, marked 补录 with its own date; nobody is told',
    body: object({ hash: Hash }),
  }),
  'POST /api/old-batches/:id/undo': route({
    ...step,
    summary: 'Withdraw all of a batch, without messages, while its publisher is still signed in as then',
  }),
  'POST /api/old-entries/:id/mend': route({
    ...desk,
    summary:
      'Mend what the privacy gate found; where the batch is published, the notice is published with it',
    limit: 'write',
    params: IdParams,
    body: object({
      way: FindingWay,
      keys: Type.Array(Type.String({ title: '问题', maxLength: 120 }), {
        title: '问题',
        maxItems: 500,
        description: 'empty: everything that can be mended in this way',
      }),
    }),
    response: OldEntry,
    errors: [403, 404, 409],
  }),
  'POST /api/old-entries/:id/pictures': route({
    ...desk,
    summary: 'Add a picture to a notice that was written by hand (multipart: file, alt)',
    limit: 'upload',
    params: IdParams,
    consumes: 'multipart/form-data',
    response: OldEntry,
    errors: [403, 404, 409, 413, 415],
  }),
  'DELETE /api/old-entries/:id': route({
    ...desk,
    summary: 'Leave out one notice of a batch',
    limit: 'write',
    params: IdParams,
    response: Done,
    errors: [403, 404, 409],
  }),
  'GET /api/regions/:code/checkup': route({
    ...desk,
    summary:
      '老公示体检: what waits to be mended and what of the published would be refused today; of a township its villages’ counts',
    params: RegionParams,
    query: object({ cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) }),
    response: object({
      checkup: Checkup,
      held: Type.Array(OldEntry, { description: 'old notices that wait, the first hundred' }),
      items: Type.Array(CheckupNotice),
      next: Type.Optional(Type.String()),
      villages: Type.Array(Checkup, { description: 'of a township' }),
      mayRun: Type.Boolean(),
    }),
  }),
  'POST /api/regions/:code/checkup': route({
    ...desk,
    summary: 'Look at all published notices of a village under today’s rules',
    limit: 'print',
    params: RegionParams,
    response: Checkup,
    errors: [403, 404],
  }),
  'GET /api/regions/:code/checkup.pdf': route({
    ...desk,
    summary: 'The list of findings on paper',
    limit: 'print',
    params: RegionParams,
    produces: 'application/pdf',
    response: Type.Any(),
    errors: [403, 404, 422, 503],
  }),
}
