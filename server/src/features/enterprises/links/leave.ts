import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { type EnterpriseLinkDoc, enterpriseModels } from '../enterprises.model'
import { enterpriseNow, linkId } from '../profile/own'
import { requireOwner } from './invites'
import { endLink, settleLink } from './settle'

/** Oneself leaves, or an owner ends a colleague's link. */
export async function leaveEnterprise(
  deps: Deps,
  actor: Actor,
  id: string,
  person: string,
  last: boolean,
): Promise<void> {
  const link = person === actor.person._id ? await ownLink(deps, id, person, last) : await colleague()
  if (!(await endLink(deps, link, { state: 'ended', reason: null }))) throw new AppError('enterpriseChanged')
  await settleLink(deps, link._id)
  deps.work.send()
  await noteAct(deps, { act: 'enterpriseLeft', by: actor, region: link.region, subject: id })

  async function colleague(): Promise<EnterpriseLinkDoc> {
    await requireOwner(deps, actor.person._id, id)
    const found = await enterpriseModels(deps.db)
      .EnterpriseLink.findById(linkId(id, person))
      .lean<EnterpriseLinkDoc>()
    if (found?.state !== 'confirmed')
      throw new AppError('notFound', { message: '没有找到这位同事，请刷新页面再看。' })
    if (found.role === 'owner')
      throw new AppError('forbidden', { message: '负责人由本人退出，或者由镇里来定。' })
    return found
  }
}

/** The last owner says so: with them the colleagues go. */
async function ownLink(deps: Deps, id: string, person: string, last: boolean): Promise<EnterpriseLinkDoc> {
  const { link } = await enterpriseNow(deps, person, id)
  if (link.state !== 'confirmed' || link.role !== 'owner' || last) return link
  const other = await enterpriseModels(deps.db).EnterpriseLink.exists({
    ...{ enterprise: id, _id: { $ne: link._id } },
    ...{ state: 'confirmed', role: 'owner' },
  })
  if (!other) throw new AppError('lastOwner')
  return link
}
