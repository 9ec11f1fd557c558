import { Id, IdParams, object, route, Type } from './base'
import { EditionWork } from './editions'

export const pictureRoutes = {
  'POST /api/notices/:id/pictures': route({
    summary:
      'Add a picture to the draft (multipart: file, alt); metadata such as the place it was taken is removed',
    tag: 'workflow',
    auth: 'required',
    limit: 'upload',
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
    limit: 'write',
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
