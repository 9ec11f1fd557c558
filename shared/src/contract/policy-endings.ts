import { leakKinds } from '../rules/endings'
import { Id, IdParams, object, route, Type } from './base'
import { endingRoutes, LeakKindSchema, LeakView } from './endings'
import { PolicyWork } from './policy-views'

const Reason = Type.String({ title: '原因', minLength: 1, maxLength: 300 })
const decided = {
  tag: 'policy-work',
  auth: 'required',
  limit: 'write',
  params: IdParams,
  errors: [403, 404, 409],
} as const
const {
  'GET /api/notices/:id/leak-report': countyReport,
  'POST /api/notices/:id/leak/told': told,
  'POST /api/notices/:id/leak-reports': report,
} = endingRoutes

/** 先遮住 and 撤下 of a policy with a personal datum in it, as of a notice: whoever signs or reviews at its office. */
export const policyEndingRoutes = {
  'POST /api/policies/:id/hide': route({
    ...decided,
    summary: 'Hide (先遮住) for 24 hours; only who decides still reads it',
    idempotent: true,
    body: object({ reason: Reason }),
    response: PolicyWork,
  }),
  'POST /api/policies/:id/unhide': route({
    ...decided,
    summary: 'Show again what was hidden',
    idempotent: true,
    body: object({ reason: Type.Optional(Type.String({ title: '原因', maxLength: 300 })) }),
    response: PolicyWork,
  }),
  'POST /api/policies/:id/takedown': route({
    ...decided,
    summary: 'Take down (撤下) what is hidden: a second person confirms, the content is deleted',
    idempotent: true,
    body: object({
      reason: Reason,
      kinds: Type.Array(LeakKindSchema, { title: '误带了什么', minItems: 1, maxItems: leakKinds.length }),
      households: Type.Optional(
        Type.Array(Id, {
          title: '谁家的信息',
          maxItems: 500,
          description: 'of those found (GET …/leak), by `household`; absent: all of them',
        }),
      ),
      tell: Type.Optional(
        Type.Boolean({
          title: '通知收到过的人',
          description: 'tells those who had received it; absent: they are told',
        }),
      ),
    }),
    response: LeakView,
  }),
  'GET /api/policies/:id/leak': route({
    summary: 'Whose data is in a policy, and who of them was told after the takedown; for who decides',
    tag: 'policy-work',
    auth: 'required',
    params: IdParams,
    response: LeakView,
    errors: [403, 404],
  }),
  'POST /api/policies/:id/leak/told': told,
  'GET /api/policies/:id/leak-report': countyReport,
  'POST /api/policies/:id/leak-reports': {
    ...report,
    summary: 'Report (anybody) that a policy shows personal data; lands on the desk, is not public',
  },
}
