import type { Api, OwnPayment, PolicyPayments, Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { offsetPage } from '../../http/offset-cursor'
import type { Actor } from '../accounts'
import { enterpriseFor } from '../enterprises'
import { concernsPlace, type PublishedPolicy, policyOf, publishedPolicies } from '../policies'
import { regionOf } from '../regions'
import { requirePaymaster } from './import'
import { paidByPolicy, paymentsIn, paymentsOfCode } from './kept'
import { allowedOf, byUrgency, lineOf, ownView } from './view'

const nobody = { paid: 0, medianDays: null, text: '还没有到账的。' }

async function statisticsOf(deps: Deps, policy: PublishedPolicy): Promise<PolicyPayments> {
  const known = (await paidByPolicy(deps)).get(policy._id) ?? nobody
  const { days, source } = allowedOf(policy)
  return { policy: policy._id, ...known, allowed: days, allowedText: `批准后${days}个工作日内打款`, source }
}

/** What anybody reads of the payments of one policy. */
export async function policyPayments(deps: Deps, id: string): Promise<PolicyPayments> {
  const policy = await policyOf(deps, id)
  if (!policy) throw new AppError('policyNotFound')
  return statisticsOf(deps, policy)
}

/** The policies of a place that have paid somebody; most firms first. */
export async function paidPolicies(
  deps: Deps,
  { region }: Api['GET /api/payments']['query'],
): Promise<Api['GET /api/payments']['response']> {
  if (region !== undefined) await regionOf(deps, region)
  const { listed } = await publishedPolicies(deps)
  const known = await paidByPolicy(deps)
  const items = await Promise.all(
    listed
      .filter((policy) => known.has(policy._id) && concernsPlace(policy.region, region))
      .map(async (policy) => ({ ...(await statisticsOf(deps, policy)), title: policy.content.title })),
  )
  return { items: items.sort((a, b) => (b.paid ?? 0) - (a.paid ?? 0) || (a.policy < b.policy ? -1 : 1)) }
}

/** Where the money of an enterprise of one's own is. Somebody who waits for the township's word sees nothing yet. */
export async function ownPayments(deps: Deps, viewer: Viewer, id: string): Promise<{ items: OwnPayment[] }> {
  const { enterprise } = await enterpriseFor(deps, viewer, id, { asked: false })
  if (enterprise.creditCode === null) return { items: [] }
  const [payments, { byId }] = await Promise.all([
    paymentsOfCode(deps, enterprise.creditCode),
    publishedPolicies(deps),
  ])
  const now = deps.clock.now()
  return { items: payments.map((one) => ownView(one, byId.get(one.policy), now)).sort(byUrgency) }
}

type Office = Api['GET /api/regions/:code/payments']

/** The payments of an office, what is overdue first. */
export async function officePayments(
  deps: Deps,
  actor: Actor,
  code: string,
  { policy, state, cursor, limit = 20 }: Office['query'],
): Promise<Office['response']> {
  await regionOf(deps, code)
  requirePaymaster(actor, code)
  const [payments, { byId }] = await Promise.all([paymentsIn(deps, code), publishedPolicies(deps)])
  const now = deps.clock.now()
  const all = payments.map((one) => lineOf(one, byId.get(one.policy), now))
  const asked = policy === undefined ? all : all.filter((one) => one.policy.id === policy)
  const of = (name: 'overdue' | 'waiting' | 'done') => asked.filter((one) => stateOf(one) === name)
  const shown = (state === undefined ? asked : of(state)).sort(byUrgency)
  const { page, next } = offsetPage(shown, { cursor, limit })
  const titles = new Map(all.map((one) => [one.policy.id, one.policy.title]))
  return {
    items: page,
    ...(next === undefined ? {} : { next }),
    counts: { overdue: of('overdue').length, waiting: of('waiting').length, done: of('done').length },
    policies: [...titles].map(([id, title]) => ({
      ...{ id, title },
      paid: all.filter((one) => one.policy.id === id && one.step === 'paid').length,
    })),
  }
}

const stateOf = ({ overdue, step }: OwnPayment): 'overdue' | 'waiting' | 'done' =>
  overdue > 0 ? 'overdue' : step === 'paid' || step === 'refused' ? 'done' : 'waiting'
