import { benefitKinds, needs } from '../rules/policies/types'
import { windowStates } from '../rules/policies/windows'
import { Cursor, Done, EditionNo, Id, Limit, object, oneOf, page, RegionCode, route, Type } from './base'
import { policyEndingRoutes } from './policy-endings'
import { policyHouseholdRoutes } from './policy-household'
import { PolicyEdition, PolicyFeedItem, PolicyLine, PolicyView, policyFeedFormat } from './policy-views'
import { policyWorkRoutes } from './policy-work'

export * from './policy-endings'
export * from './policy-household'
export * from './policy-views'
export * from './policy-work'

const PolicyParams = object({ id: Id })
const someOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Optional(oneOf(values, { title }))

export const policyRoutes = {
  'GET /api/policies': route({
    summary:
      'The published policies of a region and of the regions above it, those that may be applied for first',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    query: object({
      region: Type.Optional(RegionCode),
      audience: someOf(['enterprise', 'household'], '给谁'),
      benefit: someOf(benefitKinds, '支持方式'),
      need: someOf(needs, '需求'),
      industry: Type.Optional(Type.String({ title: '行业', pattern: '^[A-T][0-9]{0,4}$' })),
      status: Type.Optional(
        oneOf(['now', ...windowStates], {
          title: '状态',
          description: 'now: may be applied for (open or closing)',
        }),
      ),
      q: Type.Optional(
        Type.String({ title: '找什么', maxLength: 60, description: 'words, or a 文号 in whatever brackets' }),
      ),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({ ...page(PolicyLine).properties, total: Type.Integer() }),
    errors: [404],
  }),
  'GET /api/policies/:id': route({
    summary: 'A published policy; with `edition` as it was then',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    params: PolicyParams,
    query: object({ edition: Type.Optional(EditionNo) }),
    response: PolicyView,
    errors: [404],
  }),
  'GET /api/policies/:id/editions': route({
    summary: 'Every published edition, the newest first',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    params: PolicyParams,
    response: object({ items: Type.Array(PolicyEdition) }),
    errors: [404],
  }),
  'GET /api/policies/:id/deadline.ics': route({
    summary: 'The last day for applying as a calendar entry (iCalendar)',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    params: PolicyParams,
    produces: 'text/calendar; charset=utf-8',
    response: Type.String(),
    errors: [404],
  }),
  'POST /api/policies/:id/applied': route({
    summary: '我要办 was tapped: it is counted, and nobody is named',
    tag: 'policies',
    auth: 'optional',
    limit: 'write',
    params: PolicyParams,
    response: Done,
    errors: [404],
  }),
  'GET /api/feeds/policies': route({
    summary: 'Every published policy as data, for other platforms, in the order of its newest change',
    tag: 'policies',
    auth: 'none',
    shared: true,
    query: object({
      region: Type.Optional(RegionCode),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({
      format: Type.Literal(policyFeedFormat),
      version: Type.Literal(1),
      ...page(PolicyFeedItem).properties,
    }),
    errors: [404],
  }),
  ...policyEndingRoutes,
  ...policyHouseholdRoutes,
  ...policyWorkRoutes,
}
