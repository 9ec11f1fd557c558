import { Id, IdParams, Instant, nullable, object, route, Type } from './base'
import { Change } from './changes'
import { Difference, differenceQuery, EditionParams } from './differences'
import { EditionState } from './domain'
import { EditionWork } from './editions'

/** What has been published stays readable; what was wrong in it is corrected by a further edition. */
export const correctionRoutes = {
  'GET /api/notices/:id/editions': route({
    summary: 'The editions a notice has had',
    tag: 'notices',
    auth: 'optional',
    shared: true,
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
          note: nullable(Type.String({ description: '更正说明; null of the first edition' })),
        }),
      ),
    }),
    errors: [404],
  }),
  'GET /api/notices/:id/editions/:no/difference': route({
    summary: 'What an edition changed against the one before, as this viewer may see both; its rows in pages',
    tag: 'notices',
    auth: 'optional',
    shared: true,
    params: EditionParams,
    query: differenceQuery,
    response: Difference,
    errors: [401, 403, 404],
  }),
  'POST /api/notices/:id/correct': route({
    summary:
      'Begin a correction: a draft of the next edition, a copy of what is published, which stays public meanwhile. Whoever has begun one is given it again',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    status: 201,
    params: IdParams,
    body: object({ change: Type.Optional(Type.Partial(Change, { additionalProperties: false })) }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/schedule': route({
    summary: 'Publish exactly the approved content at an instant to come, at most 90 days ahead',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: IdParams,
    body: object({
      at: Type.Unsafe<string>({ ...Instant, title: '发布时间' }),
      contentHash: Type.String({ title: '批准的内容', minLength: 64, maxLength: 64 }),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/cancel': route({
    summary: 'Take back a scheduled publication: the edition waits for its publisher again',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: IdParams,
    response: EditionWork,
    errors: [403, 404, 409],
  }),
}
