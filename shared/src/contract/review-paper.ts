import { Done, Id, IdParams, nullable, object, route, Type } from './base'

/** 线下审核: a reviewer without a smartphone signs a printed sheet, and somebody else hands its photo in. */
export const reviewPaperRoutes = {
  'GET /api/notices/:id/review-sheet.pdf': route({
    summary: 'The edition that was handed in, whole, with its hash and lines to sign (审核单)',
    tag: 'workflow',
    auth: 'required',
    limit: 'print',
    params: IdParams,
    produces: 'application/pdf',
    response: Type.Any(),
    errors: [403, 404, 409],
  }),
  'GET /api/notices/:id/review/paper': route({
    summary: 'Who may have signed the sheet, and whether the viewer may hand it in',
    tag: 'workflow',
    auth: 'required',
    params: IdParams,
    response: object({
      revision: Type.Integer(),
      contentHash: Type.String(),
      signers: Type.Array(object({ person: Id, name: Type.String() })),
      refused: nullable(Type.String({ description: 'why the viewer may not hand it in, as a sentence' })),
    }),
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/review/paper': route({
    summary:
      'Hand in the photo of a signed sheet (multipart: file, signer, decision, reason, revision, contentHash)',
    tag: 'workflow',
    auth: 'required',
    limit: 'upload',
    params: IdParams,
    consumes: 'multipart/form-data',
    status: 201,
    response: Done,
    errors: [403, 404, 409, 413, 415],
  }),
}
