import { Cursor, Id, Instant, object, page, RegionParams, route, type Static, Type } from './base'
import { RegionRef, RoleName } from './domain'
import { SessionAnswer } from './sessions'

const InviteCode = Type.String({
  title: '登录单上的码',
  minLength: 1,
  maxLength: 40,
  description: 'twelve signs; dashes, spaces and small letters do not matter',
})

export const PostView = object({
  role: RoleName,
  roleText: Type.String(),
  region: RegionRef,
  since: Instant,
})

export const InviteView = object(
  {
    person: Id,
    name: Type.String(),
    posts: Type.Array(PostView),
    code: Type.String({ description: 'shown once: only its hash is kept' }),
    expiresAt: Instant,
    link: Type.String({ description: 'opens the app and signs in' }),
    qr: Type.String({ description: 'the link as an SVG in a data URI' }),
  },
  { title: 'Invite' },
)

/** How many sign-in slips one answer carries. */
export const mostInvites = 50

export const inviteRoutes = {
  'POST /api/regions/:code/invites': route({
    summary:
      'One-time sign-in codes (登录单) for those who hold a post in the region or below and never signed in, or for some of them; an earlier code of a person is void',
    tag: 'sessions',
    auth: 'required',
    params: RegionParams,
    body: object({
      persons: Type.Optional(
        Type.Array(Id, { title: '人员', minItems: 1, maxItems: mostInvites, uniqueItems: true }),
      ),
      cursor: Type.Optional(Cursor),
    }),
    response: page(InviteView),
    errors: [403, 404],
  }),
  'POST /api/invites/look': route({
    summary: 'Whose one-time code it is, and which posts; the code stays good',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    body: object({ code: InviteCode }),
    response: object({ name: Type.String(), posts: Type.Array(PostView), expiresAt: Instant }),
    errors: [401],
  }),
  'POST /api/sessions/invite': route({
    summary: 'Sign in with a one-time code; it is used up',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    body: object({ code: InviteCode }),
    response: SessionAnswer,
    errors: [401],
  }),
}

export type InviteView = Static<typeof InviteView>
export type PostView = Static<typeof PostView>
