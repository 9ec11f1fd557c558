import {
  Done,
  Id,
  IdParams,
  Instant,
  nullable,
  object,
  oneOf,
  Problem,
  RegionCode,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef } from './domain'
import {
  EnterpriseAnswers,
  EnterpriseKindName,
  EnterpriseProfileChange,
  ProfileOfEnterprise,
} from './enterprise-profile'

/** asked: it waits for the township; confirmed by the township, or a colleague by an owner's invitation. */
export const enterpriseLinkStates = ['asked', 'confirmed', 'refused', 'ended'] as const
export const enterpriseRoles = ['owner', 'colleague'] as const

export const EnterpriseLinkStateName = oneOf(enterpriseLinkStates, { title: '状态' })
export const EnterpriseRoleName = oneOf(enterpriseRoles)

/** What ties me to it. */
const OwnLink = object({
  id: Id,
  role: EnterpriseRoleName,
  state: EnterpriseLinkStateName,
  stateText: Type.String(),
  at: Instant,
  reason: nullable(Type.String({ description: 'why it was refused' })),
})

export const EnterpriseLine = object(
  {
    id: Id,
    name: Type.String(),
    creditCode: nullable(Type.String()),
    kind: nullable(EnterpriseKindName),
    region: RegionRef,
    registered: Type.Boolean({
      description: 'the county’s register has its code: name, kind and founding are the register’s',
    }),
    link: OwnLink,
  },
  { title: 'EnterpriseLine' },
)

export const EnterpriseView = object(
  {
    ...EnterpriseLine.properties,
    profile: ProfileOfEnterprise,
    revision: Type.Integer({ description: 'to be named by the next change' }),
    people: Type.Array(
      object({
        person: Id,
        name: Type.String(),
        role: EnterpriseRoleName,
        me: Type.Boolean(),
        since: Instant,
      }),
      { description: 'whose link is confirmed; to be seen by them alone' },
    ),
    doubts: Type.Array(Problem, {
      description: 'asked once more: figures that look like the wrong unit; nothing is refused',
    }),
    stale: Type.Array(Type.String(), {
      description: 'fields that were known of an earlier year and are not of the one that counts now',
    }),
    can: object({ invite: Type.Boolean(), leave: Type.Boolean() }),
  },
  { title: 'Enterprise' },
)

export const IndustryLine = object(
  {
    code: Type.String({ description: 'with its letter: A, A01, A014' }),
    name: Type.String(),
    level: oneOf(['section', 'division', 'group']),
    path: Type.Array(Type.String(), { description: 'names of what it lies in, the widest first' }),
    more: Type.Boolean({ description: 'there is something below it' }),
  },
  { title: 'Industry' },
)

const own = { tag: 'enterprises', auth: 'required' } as const

export const enterpriseRoutes = {
  'GET /api/enterprises': route({
    summary: 'The enterprises that I act for, and those I have asked for',
    ...own,
    response: object({ enterprises: Type.Array(EnterpriseLine) }),
  }),
  'POST /api/enterprises': route({
    summary:
      'Claim an enterprise by its code, or enter one; asked again, it is what was asked before. The township confirms; meanwhile what I fill in is mine alone',
    ...own,
    limit: 'write',
    status: 201,
    body: object({
      creditCode: Type.Optional(Type.String({ title: '统一社会信用代码', maxLength: 40 })),
      name: Type.Optional(
        Type.String({
          title: '名称',
          minLength: 1,
          maxLength: 80,
          description: 'needed where the county’s register does not have the code',
        }),
      ),
      kind: Type.Optional(EnterpriseKindName),
      region: Type.Optional(RegionCode),
    }),
    response: EnterpriseView,
    errors: [404, 409],
  }),
  'GET /api/enterprises/:id': route({
    summary: 'An enterprise of mine with its profile; while it is asked for, what I have filled in',
    ...own,
    params: IdParams,
    response: EnterpriseView,
    errors: [404],
  }),
  'PUT /api/enterprises/:id': route({
    summary: 'Change a part of the profile, or answer questions; names the revision that was read',
    ...own,
    limit: 'write',
    params: IdParams,
    body: object({
      revision: Type.Integer({ title: '修订号', minimum: 0 }),
      profile: Type.Optional(EnterpriseProfileChange),
      answers: Type.Optional(EnterpriseAnswers),
    }),
    response: EnterpriseView,
    errors: [404, 409],
  }),
  'POST /api/enterprises/:id/invites': route({
    summary: 'A code by which one colleague may join, once; earlier ones stay until they are over',
    ...own,
    limit: 'write',
    params: IdParams,
    status: 201,
    response: object({
      code: Type.String({ description: 'shown once' }),
      expiresAt: Instant,
      link: Type.String({ description: 'opens the page where the colleague joins, with the code' }),
      qr: Type.String({ description: 'the link as an SVG in a data URI' }),
    }),
    errors: [403, 404, 409],
  }),
  'POST /api/enterprise-invites': route({
    summary: 'Join an enterprise by a colleague’s code',
    ...own,
    limit: 'verify',
    body: object({ code: Type.String({ title: '邀请码', minLength: 1, maxLength: 20 }) }),
    response: EnterpriseView,
    errors: [404],
  }),
  'DELETE /api/enterprises/:id/people/:person': route({
    summary:
      'An owner ends a colleague’s link, or one leaves oneself, also what is only asked; the last owner says so, and the colleagues’ links end too',
    ...own,
    limit: 'write',
    params: object({ id: Id, person: Id }),
    query: object({ last: Type.Optional(Type.Boolean({ title: '最后一位负责人退出' })) }),
    response: Done,
    errors: [403, 404, 409],
  }),
  'GET /api/industries': route({
    summary: '国民经济行业分类 to 中类: what lies below one of them, or what a word or code finds',
    tag: 'enterprises',
    auth: 'none',
    query: object({
      q: Type.Optional(Type.String({ title: '行业', maxLength: 40 })),
      under: Type.Optional(Type.String({ title: '上级行业', maxLength: 5 })),
    }),
    response: object({ industries: Type.Array(IndustryLine) }),
    errors: [404],
    shared: true,
  }),
}

export type EnterpriseLine = Static<typeof EnterpriseLine>
export type EnterpriseView = Static<typeof EnterpriseView>
export type IndustryLine = Static<typeof IndustryLine>
export type EnterpriseLinkState = (typeof enterpriseLinkStates)[number]
export type EnterpriseRole = (typeof enterpriseRoles)[number]
