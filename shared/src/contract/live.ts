import { Instant, nullable, object, RegionCode, route, type Static, Type } from './base'

const RegionQuery = object({ region: RegionCode })

/** What an open page compares with what it shows. It names nothing and nobody. */
export const LiveState = object({
  newest: nullable(Instant),
  unread: Type.Optional(Type.Integer({ minimum: 0, description: 'of the person signed in' })),
})

export const liveRoutes = {
  'GET /api/live': route({
    summary:
      'Server-sent events for an open page: `state` at first, `notice` when something was published in the region, `unread`; it ends with the access token',
    tag: 'live',
    auth: 'optional',
    query: RegionQuery,
    produces: 'text/event-stream',
    response: Type.String(),
    errors: [404],
  }),
  'GET /api/live/state': route({
    summary: 'The same for who cannot hold a connection open: asked once a minute, with an ETag',
    tag: 'live',
    auth: 'optional',
    shared: true,
    query: RegionQuery,
    response: LiveState,
    errors: [404],
  }),
}

export type LiveState = Static<typeof LiveState>
