import { object, RegionParams, route, Type } from './base'

const Group = Type.Integer({ title: '组', minimum: 0, maximum: 999 })

/** 入户认证单: slips for all households of a village, or of a group of it, on one paper. */
export const slipRoutes = {
  'GET /api/regions/:code/slips': route({
    summary: 'How many households there are in each group, and how many have a slip that is still good',
    tag: 'verification',
    auth: 'required',
    params: RegionParams,
    response: object({
      groups: Type.Array(
        object({
          group: Group,
          name: Type.String(),
          households: Type.Integer(),
          slips: Type.Integer({ description: 'neither used nor expired; printing anew voids them' }),
        }),
      ),
    }),
    errors: [403, 404],
  }),
  'POST /api/regions/:code/slips': route({
    summary: 'Issue a slip for every household, or for those of a group, and print them; earlier codes end',
    tag: 'verification',
    auth: 'required',
    limit: 'print',
    params: RegionParams,
    body: object({
      group: Type.Optional(Group),
      all: Type.Optional(Type.Literal(true, { title: '全村', description: 'every group' })),
    }),
    produces: 'application/pdf',
    response: Type.Any(),
    errors: [403, 404],
  }),
}
