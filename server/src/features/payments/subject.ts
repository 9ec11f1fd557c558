import { actsFor, type NoticeLine, paymentStepText } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Asked, Description, Gone, Held, Subject } from '../announcements'
import { type EnterpriseDoc, enterprisesByCode, peopleOf } from '../enterprises'
import { policyPage, publishedPolicies } from '../policies'
import { wantPersonal } from '../push'
import { refOf, regionRefs } from '../regions'
import { type PaymentDoc, paymentModels } from './payments.model'
import { partsOfSubject } from './subject-id.rules'

const category = '兑现'
const gone = (how: Gone['gone']): Gone => ({ gone: how })

interface Found {
  payment: PaymentDoc
  enterprise: EnterpriseDoc
}

async function find(deps: Deps, id: string): Promise<Found | null> {
  const parts = partsOfSubject(id)
  const payment = parts && (await paymentModels(deps.db).Payment.findById(parts.payment).lean<PaymentDoc>())
  // A step further, or back: what was to be told is not so any more.
  if (!parts || !payment || payment.step !== parts.step) return null
  const [enterprise] = await enterprisesByCode(deps, [payment.creditCode])
  return enterprise ? { payment, enterprise } : null
}

const linkOf = (policy: string, enterprise: string): string =>
  `${policyPage(policy)}&enterprise=${encodeURIComponent(enterprise)}`

/** On a locked screen: which policy and which step; no firm and no sum. */
async function describe(deps: Deps, id: string): Promise<Description | Gone | Held> {
  const found = await find(deps, id)
  const { byId, concealed } = await publishedPolicies(deps)
  const hidden = concealed.get(found?.payment.policy ?? '')?.hidden
  if (hidden) return { gone: 'hidden', until: hidden.until }
  const policy = found && byId.get(found.payment.policy)
  if (!found || !policy) return gone('done')
  const { payment, enterprise } = found
  const regions = await regionRefs(deps, [payment.region])
  const concerned = (people: readonly string[]) => stillConcerned(deps, enterprise._id, people)
  return {
    gone: null,
    edition: payment.step,
    title: `${policy.content.title}：${paymentStepText[payment.step]}`,
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: payment.changedAt,
    publishedBy: policy.head.publishedBy,
    place: refOf(regions, payment.region).name,
    link: linkOf(payment.policy, enterprise._id),
    titleIsOpen: true,
    mayRead: (viewer) => actsFor(viewer, enterprise._id),
    concerns: async (concern, person) => concern === 'enterprise' && (await concerned([person])).has(person),
    concernsMany: async (concern, people: readonly Asked[]) =>
      concern === 'enterprise' ? concerned(people.map(({ person }) => person)) : new Set(),
  }
}

/** Those who act for it and have not switched personal pushes off (个人信息保护法第二十四条). */
async function stillConcerned(
  deps: Deps,
  enterprise: string,
  people?: readonly string[],
): Promise<ReadonlySet<string>> {
  const acting = ((await peopleOf(deps, [enterprise])).get(enterprise) ?? []).map(({ person }) => person)
  return wantPersonal(deps.db, people === undefined ? acting : acting.filter((one) => people.includes(one)))
}

async function lines(
  deps: Deps,
  ids: readonly string[],
  viewer: Parameters<Subject['lines']>[2],
): Promise<NoticeLine[]> {
  const asked = ids.flatMap((id) => {
    const parts = partsOfSubject(id)
    return parts ? [{ id, ...parts }] : []
  })
  const payments = await paymentModels(deps.db)
    .Payment.find({ _id: { $in: [...new Set(asked.map(({ payment }) => payment))] } })
    .batchSize(ids.length + 1)
    .lean<PaymentDoc[]>()
  const byId = new Map(payments.map((one) => [one._id, one]))
  const firms = await enterprisesByCode(deps, [...new Set(payments.map(({ creditCode }) => creditCode))])
  const firmOf = new Map(firms.map((one) => [one.creditCode, one]))
  const policies = (await publishedPolicies(deps)).byId
  const refs = await regionRefs(
    deps,
    payments.map(({ region }) => region),
  )
  return asked.flatMap(({ id, payment: key, step }): NoticeLine[] => {
    const payment = byId.get(key)
    const firm = firmOf.get(payment?.creditCode ?? '')
    const policy = policies.get(payment?.policy ?? '')
    if (!payment || !firm || !policy || !actsFor(viewer, firm._id)) return []
    return [
      {
        ...{ id, region: payment.region, regionName: refOf(refs, payment.region).name, itemNo: 0 },
        ...{ itemName: category, category, plain: null, link: linkOf(payment.policy, firm._id) },
        title: `${firm.profile.name}：${policy.content.title}${paymentStepText[step]}`,
        publishedAt: payment.changedAt.toISOString(),
        ...{ audience: 'public', access: 'full', mine: true, state: 'published', own: [] },
        stateText: null,
      },
    ]
  })
}

/** What the push engine may ask about payments: told to whoever acts for the enterprise. */
export const paymentSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const found = await find(deps, subject.id)
    if (!found) return []
    const people = await stillConcerned(deps, found.enterprise._id)
    return [...people].map((person) => ({ person, concern: 'enterprise' as const }))
  },
}
