import { Done, Id, Instant, nullable, object, oneOf, route, type Static, Type } from './base'
import { SessionAnswer } from './sessions'

const ScanId = Type.String({ title: '登录码', pattern: '^[A-Za-z0-9_-]{22}$' })
const ScanParams = object({ id: ScanId })

export const OwnSession = object({
  id: Id,
  device: Type.String({ description: 'browser and system: Chrome · Windows' }),
  network: nullable(Type.String({ description: '/24 of IPv4, /48 of IPv6' })),
  startedAt: Instant,
  usedAt: Instant,
  current: Type.Boolean({ description: 'the one that asks' }),
})

const own = { tag: 'sessions', auth: 'required' } as const

export const signInRoutes = {
  'POST /api/sessions/scans': route({
    summary: 'A code for a screen (扫码登录): the mini-program scans it, and this browser is signed in',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    status: 201,
    response: object({
      id: ScanId,
      secret: Type.String({ description: 'stays in the browser; takes the session' }),
      image: Type.String({ description: 'the mini-program code (小程序码), a data URI' }),
      expiresIn: Type.Integer({ description: 'seconds' }),
      link: Type.Optional(Type.String({ description: 'in the demo: what the phone would open' })),
    }),
    errors: [502],
  }),
  'POST /api/sessions/scans/:id': route({
    summary: 'What became of it; once it is confirmed, the session, once',
    tag: 'sessions',
    auth: 'none',
    limit: 'read',
    params: ScanParams,
    body: object({ secret: Type.String({ title: '登录码的钥匙', minLength: 1, maxLength: 64 }) }),
    response: object({
      state: oneOf(['waiting', 'confirmed', 'refused', 'over']),
      session: nullable(SessionAnswer),
    }),
    errors: [404],
  }),
  'GET /api/me/scans/:id': route({
    summary: 'Which screen asks to be signed in, for whoever scanned its code',
    ...own,
    params: ScanParams,
    response: object({
      device: Type.String(),
      network: nullable(Type.String()),
      askedAt: Instant,
      expiresAt: Instant,
      may: Type.Boolean({ description: 'the account holds a post' }),
    }),
    errors: [404],
  }),
  'POST /api/me/scans/:id': route({
    summary: '登录 or 不是我',
    ...own,
    limit: 'write',
    params: ScanParams,
    body: object({ mine: Type.Boolean({ title: '是您本人吗' }) }),
    response: Done,
    errors: [403, 404],
  }),
  'POST /api/sessions/oidc/begin': route({
    summary: "Leave for the county's own sign-in (OpenID Connect); a cookie remembers this browser",
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    response: object({ url: Type.String({ description: 'where the browser goes' }) }),
    errors: [404, 502],
  }),
  'GET /api/sessions/oidc/callback': route({
    summary: 'Come back from it: to the sign-in page, with a code for this browser or with what went wrong',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    status: 303,
    query: Type.Object({
      state: Type.Optional(Type.String({ maxLength: 500 })),
      code: Type.Optional(Type.String({ maxLength: 4000 })),
    }),
    response: Type.Any(),
  }),
  'POST /api/sessions/oidc': route({
    summary: 'Sign in with the code of the callback, in the browser that left',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    body: object({ handoff: Type.String({ title: '登录码', minLength: 1, maxLength: 100 }) }),
    response: SessionAnswer,
    errors: [401],
  }),
  'POST /api/me/oidc': route({
    summary: "Bind the account to one of the county's own sign-in",
    ...own,
    limit: 'write',
    response: object({ url: Type.String() }),
    errors: [404, 502],
  }),
  'DELETE /api/me/oidc': route({ summary: 'Unbind it', ...own, limit: 'write', response: Done }),
  'GET /api/me/sessions': route({
    summary: 'Where the account is signed in',
    ...own,
    response: object({
      sessions: Type.Array(OwnSession),
      oidc: nullable(
        object({
          name: Type.String({ description: "what the county's sign-in is called" }),
          bound: Type.Boolean(),
        }),
      ),
    }),
  }),
  'DELETE /api/me/sessions/:id': route({
    summary: 'End one of them; it is dead at once',
    ...own,
    limit: 'write',
    params: object({ id: Id }),
    response: Done,
    errors: [404],
  }),
  'DELETE /api/me/sessions': route({
    summary: 'End all but the one that asks',
    ...own,
    limit: 'write',
    response: object({ ended: Type.Integer() }),
  }),
}

export type OwnSession = Static<typeof OwnSession>
