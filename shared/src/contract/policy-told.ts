import { IdParams, object, route, type Static, Type } from './base'

/** What became of a policy that is public; counted, nobody is named. */
export const PolicyTold = object(
  {
    told: Type.Integer({ description: 'persons to whose 消息 it came, each once' }),
    opened: Type.Integer({ description: 'of these opened it' }),
    enterprises: Type.Integer({ description: 'for which somebody was told' }),
    counting: Type.Boolean({ description: 'true: not everybody concerned is found yet' }),
  },
  { title: 'PolicyTold' },
)

export const policyToldRoutes = {
  'GET /api/policies/:id/told': route({
    summary: 'How many were told of a policy and opened it, for those who work on it',
    tag: 'policy-work',
    auth: 'required',
    params: IdParams,
    response: PolicyTold,
    errors: [403, 404],
  }),
}

export type PolicyTold = Static<typeof PolicyTold>
