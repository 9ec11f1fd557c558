import { Done, object, oneOf, route, type Static, Type } from './base'
import { User } from './user'

export const personas = [
  'villager',
  'elder',
  'clerk',
  'supervisor',
  'publisher',
  'township-officer',
  'township-reviewer',
  'township-publisher',
  'enterprise-owner',
  'operator',
] as const

export const SessionAnswer = object(
  {
    accessToken: Type.String({ description: 'JWT, fifteen minutes; sent back as `Authorization: Bearer`' }),
    refreshToken: Type.String({ description: 'single use; each refresh answers the next one' }),
    expiresIn: Type.Integer({ description: 'seconds the access token lives' }),
    user: User,
  },
  { title: 'Session' },
)

export const sessionRoutes = {
  'POST /api/sessions/wechat': route({
    summary: 'Sign in with the code of wx.login',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    body: object({ code: Type.String({ title: '微信登录码', minLength: 1, maxLength: 128 }) }),
    response: SessionAnswer,
    errors: [401, 502],
  }),
  'POST /api/sessions/demo': route({
    summary: 'Enter as a demo persona; only with DEMO=1',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    body: object({
      persona: Type.String({
        title: '演示身份',
        minLength: 1,
        maxLength: 40,
        description: personas.join(', '),
      }),
    }),
    response: SessionAnswer,
    errors: [404],
  }),
  'POST /api/sessions/refresh': route({
    summary: 'Exchange a refresh token for the next pair; a reused one revokes the family',
    tag: 'sessions',
    auth: 'none',
    limit: 'signIn',
    body: object({ refreshToken: Type.String({ title: '刷新令牌', minLength: 1, maxLength: 200 }) }),
    response: SessionAnswer,
    errors: [401],
  }),
  'DELETE /api/sessions/current': route({
    summary: 'Sign out: the family of this token is revoked',
    tag: 'sessions',
    auth: 'required',
    limit: 'write',
    response: Done,
  }),
}

export const Persona = oneOf(personas)
export type Persona = (typeof personas)[number]
export type SessionAnswer = Static<typeof SessionAnswer>
