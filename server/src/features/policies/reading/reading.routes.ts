import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { policyModels } from '../policies.model'
import { calendarOf } from './calendar.rules'
import { householdPolicies } from './household'
import { listPolicies } from './list'
import { statusOf } from './status'
import { policyEditions, policyView, readablePolicy } from './view'

export function policyReadingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/policies', ({ query }) => listPolicies(deps, query))
  on('GET /api/household-policies', ({ query }) => householdPolicies(deps, query.region))
  on('GET /api/policies/:id', ({ params, query }) => policyView(deps, params.id, query.edition))
  on('GET /api/policies/:id/editions', ({ params }) => policyEditions(deps, params.id))
  on('GET /api/policies/:id/deadline.ics', async ({ params }, reply) => {
    reply.header('content-disposition', 'attachment; filename="deadline.ics"')
    return deadlineOf(deps, params.id)
  })
  on('POST /api/policies/:id/applied', async ({ params }) => {
    await countApplied(deps, params.id)
    return { done: true as const }
  })
}

async function deadlineOf(deps: Deps, id: string): Promise<string> {
  const { content, availability, changedAt, state } = await readablePolicy(deps, id)
  const { closesOn } = statusOf(content, availability, deps.clock.now())
  if (closesOn === null || state === 'withdrawn')
    throw new AppError('notFound', { message: '这条政策没有截止日，不用记在日历上。' })
  const { title, phone, place } = content
  const { publicUrl } = deps.config
  const url = publicUrl && `${publicUrl}/#/policies/policy/index?id=${encodeURIComponent(id)}`
  return calendarOf({ id, title, on: closesOn, phone, place, url, changedAt })
}

/** 我要办 was tapped. Nobody is named: a number goes up, which no reader sees. */
async function countApplied({ db }: Deps, id: string): Promise<void> {
  const { matchedCount } = await policyModels(db).Policy.updateOne(
    { _id: id, state: 'published' },
    { $inc: { applied: 1 } },
  )
  if (matchedCount === 0) throw new AppError('policyNotFound')
}
