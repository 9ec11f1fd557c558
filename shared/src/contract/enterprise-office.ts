import {
  Cursor,
  Id,
  IdParams,
  Instant,
  Limit,
  nullable,
  object,
  oneOf,
  Problem,
  page,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { RegionRef } from './domain'
import { EnterpriseKindName } from './enterprise-profile'
import { EnterpriseLinkStateName, EnterpriseRoleName } from './enterprises'

/** A link as the township sees it: nothing of the profile but what the county's register may say too. */
export const EnterpriseLinkView = object(
  {
    id: Id,
    enterprise: object({
      id: Id,
      name: Type.String(),
      creditCode: nullable(Type.String()),
      kind: nullable(EnterpriseKindName),
      region: RegionRef,
      registered: Type.Boolean(),
      goneSince: nullable(Instant),
    }),
    person: object({ id: Id, name: Type.String({ description: 'as their account shows it' }) }),
    role: EnterpriseRoleName,
    state: EnterpriseLinkStateName,
    at: Instant,
    reason: nullable(Type.String()),
    settledAt: nullable(Instant),
    owners: Type.Integer({ description: 'other people who are confirmed for it already' }),
    mine: Type.Boolean({ description: 'asked for by oneself: somebody else decides' }),
    version: Type.Integer({
      description: 'of what is shown here; the confirmation names it, so that nothing else is confirmed',
    }),
  },
  { title: 'EnterpriseLink' },
)

/** A row of the county's register (公开的登记信息). `goneSince`: the newest list does not have it (不在最新名录). */
export const RegisteredEnterprise = object(
  {
    creditCode: Type.String(),
    name: Type.String(),
    kind: nullable(EnterpriseKindName),
    region: RegionRef,
    industry: nullable(object({ code: Type.String(), name: Type.String() })),
    foundedOn: nullable(Type.String()),
    claimed: Type.Boolean({ description: 'somebody is confirmed for it' }),
    goneSince: nullable(Instant),
  },
  { title: 'RegisteredEnterprise' },
)

export const registeredFields = ['creditCode', 'name', 'kind', 'region', 'industry', 'foundedOn'] as const

export const EnterpriseImport = object(
  {
    taken: Type.Boolean({ description: 'false: only looked at' }),
    sheet: Type.String(),
    columns: Type.Array(object({ label: Type.String(), field: nullable(oneOf(registeredFields)) })),
    notices: Type.Array(Type.String()),
    rows: Type.Integer(),
    new: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
    gone: Type.Integer({ description: 'that this list does not have any more: marked, never deleted' }),
    problemCount: Type.Integer({ description: 'rows that are left out until they are mended' }),
    problems: Type.Array(Problem, { description: 'the first hundred, with row and column' }),
  },
  { title: 'EnterpriseImport' },
)

const own = { tag: 'enterprises', auth: 'required' } as const
const office = { ...own, errors: [403, 404] as const }
const decision = { ...own, limit: 'write', params: IdParams, errors: [403, 404, 409] } as const

/** For the township and the county: who acts for which enterprise, and the register of them. */
export const enterpriseOfficeRoutes = {
  'GET /api/regions/:code/enterprise-links': route({
    summary: 'Who asks to act for which enterprise, for the township or the county; the oldest first',
    ...office,
    params: RegionParams,
    query: object({
      state: Type.Optional(EnterpriseLinkStateName),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(EnterpriseLinkView),
  }),
  'POST /api/enterprise-links/:id/confirm': route({
    summary: 'The township confirms that the person acts for the enterprise',
    ...decision,
    body: object({ version: Type.Integer({ title: '版本', minimum: 0 }) }),
    response: EnterpriseLinkView,
  }),
  'POST /api/enterprise-links/:id/refuse': route({
    summary: 'The township refuses, or ends what was confirmed, with the reason',
    ...decision,
    body: object({ reason: Type.String({ title: '原因', minLength: 1, maxLength: 200 }) }),
    response: EnterpriseLinkView,
  }),
  'GET /api/regions/:code/enterprises': route({
    summary: 'The county’s register of enterprises, by code; searched by name or code',
    ...office,
    params: RegionParams,
    query: object({
      q: Type.Optional(Type.String({ title: '名称或代码', maxLength: 80 })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: page(RegisteredEnterprise),
  }),
  'POST /api/regions/:code/enterprises/import': route({
    summary:
      'Look at a sheet of the register (multipart: file; .xlsx, .xls, .csv), or take it. Rows that cannot be read are left out and named; taken again, nothing changes',
    ...own,
    limit: 'upload',
    params: RegionParams,
    query: object({
      take: Type.Optional(Type.Boolean({ title: '确认导入' })),
      sheet: Type.Optional(Type.String({ title: '工作表', maxLength: 60 })),
      part: Type.Optional(
        Type.Boolean({ title: '只是一部分', description: 'what it does not have stays as it is' }),
      ),
    }),
    consumes: 'multipart/form-data',
    response: EnterpriseImport,
    errors: [403, 404, 413, 415],
  }),
  'GET /api/regions/:code/enterprises/template.xlsx': route({
    summary: 'An empty sheet of the register with its columns',
    ...office,
    params: RegionParams,
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    response: Type.Any(),
  }),
}

export type EnterpriseLinkView = Static<typeof EnterpriseLinkView>
export type RegisteredEnterprise = Static<typeof RegisteredEnterprise>
export type RegisteredField = (typeof registeredFields)[number]
export type EnterpriseImport = Static<typeof EnterpriseImport>
