import {
  type Api,
  confirmsEnterprises,
  type EnterpriseLinkView,
  gateFields,
  type Viewer,
  visibleText,
} from '@hutang/shared'
import { refuseBadWords } from '../../../channels/words'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { cursorOf, positionOf } from '../../../http/cursor'
import { moveAfter } from '../../../storage/marks'
import type { Actor } from '../../accounts'
import { type Act, noteAct } from '../../audit'
import { refOf, regionOf, regionRefs } from '../../regions'
import { goneFromList } from '../county/register'
import { type EnterpriseDoc, type EnterpriseLinkDoc, enterpriseModels } from '../enterprises.model'
import { seenBy } from '../profile/own'
import { requireOfficer } from './officers'
import { endLink, linkMarks, settleLink } from './settle'

type Listed = Api['GET /api/regions/:code/enterprise-links']

const pageSize = 20

export async function linksIn(
  deps: Deps,
  actor: Actor,
  code: string,
  { state = 'asked', cursor, limit = pageSize }: Listed['query'],
): Promise<Listed['response']> {
  await regionOf(deps, code)
  requireOfficer(actor, code)
  const after = cursor === undefined ? null : positionOf(cursor)
  const found = await enterpriseModels(deps.db)
    .EnterpriseLink.find({
      state,
      region: { $regex: `^${code}` },
      ...(after ? { $or: [{ at: { $gt: after.at } }, { at: after.at, _id: { $gt: after.id } }] } : {}),
    })
    .sort({ at: 1, _id: 1 })
    .limit(limit + 1)
    .lean<EnterpriseLinkDoc[]>()
  const links = found.slice(0, limit)
  const last = links.at(-1)
  const items = await viewsOf(deps, actor, links)
  return found.length > limit && last ? { items, next: cursorOf({ at: last.at, id: last._id }) } : { items }
}

async function viewsOf(
  deps: Deps,
  actor: Actor,
  links: readonly EnterpriseLinkDoc[],
): Promise<EnterpriseLinkView[]> {
  const { Enterprise, EnterpriseLink } = enterpriseModels(deps.db)
  const ids = [...new Set(links.map(({ enterprise }) => enterprise))]
  const [enterprises, held, refs] = await Promise.all([
    Enterprise.find({ _id: { $in: ids } })
      .batchSize(1000)
      .lean<EnterpriseDoc[]>(),
    EnterpriseLink.find({ enterprise: { $in: ids }, state: 'confirmed' }, { enterprise: 1, person: 1 })
      .batchSize(1000)
      .lean<Pick<EnterpriseLinkDoc, 'enterprise' | 'person'>[]>(),
    regionRefs(
      deps,
      links.map(({ region }) => region),
    ),
  ])
  const byId = new Map(enterprises.map((one) => [one._id, one]))
  const gone = await goneFromList(
    deps.db,
    enterprises.flatMap(({ creditCode }) => creditCode ?? []),
  )
  return links.flatMap((link) => {
    const enterprise = byId.get(link.enterprise)
    if (!enterprise) return []
    const { _id, creditCode, registered, profile } = enterprise
    // Of a registered one the register's own words; what was entered is otherwise all there is.
    const { name, kind } = registered ? profile : seenBy(enterprise, link).profile
    return [
      {
        id: link._id,
        enterprise: {
          ...{ id: _id, name, creditCode, kind, registered },
          ...{
            region: refOf(refs, link.region),
            goneSince: gone.get(creditCode ?? '')?.toISOString() ?? null,
          },
        },
        person: { id: link.person, name: link.name },
        ...{ role: link.role, state: link.state, at: link.at.toISOString(), reason: link.reason },
        settledAt: link.settledAt?.toISOString() ?? null,
        owners: held.filter((one) => one.enterprise === _id && one.person !== link.person).length,
        mine: isOwn(actor, link),
        version: link.version,
      },
    ]
  })
}

/** How many wait for the township or the county; null for who does not decide there. */
export const linksWaiting = async (
  { db }: Pick<Deps, 'db'>,
  code: string,
  viewer: Viewer,
): Promise<number | null> =>
  confirmsEnterprises(viewer, code)
    ? enterpriseModels(db).EnterpriseLink.countDocuments({ state: 'asked', region: { $regex: `^${code}` } })
    : null

const isOwn = ({ person, account }: Actor, link: EnterpriseLinkDoc): boolean =>
  link.person === person._id || link.account === account._id

const notFound = () => new AppError('notFound', { message: '没有这份企业申请，请刷新页面再看。' })

async function decidable(deps: Deps, actor: Actor, id: string): Promise<EnterpriseLinkDoc> {
  const link = await enterpriseModels(deps.db).EnterpriseLink.findById(id).lean<EnterpriseLinkDoc>()
  if (!link || !confirmsEnterprises(actor.viewer, link.region)) throw notFound()
  if (isOwn(actor, link)) throw new AppError('forbidden', { message: '自己申请的，要由别的经办人来核实。' })
  return link
}

const changed = () => new AppError('enterpriseChanged')

/** What was looked at is confirmed, and nothing that has been changed since. */
export async function confirmLink(
  deps: Deps,
  actor: Actor,
  id: string,
  version: number,
): Promise<EnterpriseLinkView> {
  const link = await decidable(deps, actor, id)
  if (link.state !== 'confirmed') {
    const { matchedCount } = await moveAfter(deps.marks, linkMarks(link), () =>
      enterpriseModels(deps.db).EnterpriseLink.updateOne(
        { _id: id, state: 'asked', version },
        {
          $set: {
            ...{ state: 'confirmed', owed: true, reason: null },
            ...{ settledAt: deps.clock.now(), settledBy: byOf(actor) },
          },
        },
      ),
    )
    if (matchedCount === 0) throw changed()
  }
  return settled(deps, actor, link, 'enterpriseConfirmed')
}

/** What is asked is refused; what was confirmed ends. */
export async function refuseLink(
  deps: Deps,
  actor: Actor,
  id: string,
  given: string,
): Promise<EnterpriseLinkView> {
  const link = await decidable(deps, actor, id)
  const reason = visibleText(given)
  const fields = [
    ...(reason === '' ? [{ field: 'reason', message: '原因：不能为空。' }] : []),
    ...gateFields([{ field: 'reason', title: '原因', text: reason }]),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  if (link.state !== 'asked' && link.state !== 'confirmed') throw changed()
  const where = { what: 'enterprise' as const, region: link.region }
  await refuseBadWords(deps, actor.account, where, [{ field: 'reason', title: '原因', text: reason }])
  if (!(await endLink(deps, link, { state: 'refused', reason, settledBy: byOf(actor) }))) throw changed()
  return settled(deps, actor, link, 'enterpriseRefused')
}

async function settled(
  deps: Deps,
  actor: Actor,
  { _id, region, enterprise }: EnterpriseLinkDoc,
  act: Act,
): Promise<EnterpriseLinkView> {
  await settleLink(deps, _id)
  deps.work.send()
  await noteAct(deps, { act, by: actor, region, subject: enterprise })
  const link = await enterpriseModels(deps.db).EnterpriseLink.findById(_id).lean<EnterpriseLinkDoc>()
  const [view] = link ? await viewsOf(deps, actor, [link]) : []
  if (!view) throw notFound()
  return view
}

const byOf = ({ person, account }: Actor) => ({
  ...{ person: person._id, account: account._id, name: person.name },
})
