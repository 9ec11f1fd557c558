import type { Deps } from '../../../deps'
import { insertOnce } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import { endEnterprise } from '../../residents'
import { type EnterpriseLinkDoc, enterpriseModels } from '../enterprises.model'
import { linkId } from '../profile/own'
import { endLink, linkMarks, settleLink } from './settle'

const open = ['asked', 'confirmed'] as const

const openLinks = ({ db }: Deps, person: string): Promise<EnterpriseLinkDoc[]> =>
  enterpriseModels(db)
    .EnterpriseLink.find({ person, state: { $in: open } })
    .batchSize(1000)
    .lean<EnterpriseLinkDoc[]>()

/** Whom somebody acts for goes along when their account is tied to another person. Repeatable. */
export async function moveLinks(deps: Deps, from: string, to: string): Promise<void> {
  const { EnterpriseLink } = enterpriseModels(deps.db)
  for (const link of await openLinks(deps, from)) {
    const moved: EnterpriseLinkDoc = {
      ...{ ...link, _id: linkId(link.enterprise, to), person: to, owed: true },
    }
    await moveAfter(deps.marks, [...linkMarks(link), ...linkMarks(moved)], async () => {
      if (!(await insertOnce(EnterpriseLink, moved))) await strengthen(deps, moved)
      // Before the link goes: what a crash cuts short is then begun again.
      await endEnterprise(deps, from, link.enterprise)
      await EnterpriseLink.deleteOne({ _id: link._id })
    })
    await settleLink(deps, moved._id)
  }
}

/** Where both have a link, the one that says more. */
async function strengthen({ db }: Deps, { _id, ...moved }: EnterpriseLinkDoc): Promise<void> {
  const { EnterpriseLink } = enterpriseModels(db)
  const there = await EnterpriseLink.findById(_id).lean<EnterpriseLinkDoc>()
  if (!there || weight(moved) <= weight(there)) return
  await EnterpriseLink.updateOne({ _id, state: there.state, role: there.role }, { $set: moved })
}

const weight = ({ state, role }: Pick<EnterpriseLinkDoc, 'state' | 'role'>): number =>
  state === 'confirmed' ? (role === 'owner' ? 3 : 2) : state === 'asked' ? 1 : 0

/** Somebody has died, or is no longer here: nobody acts in their name. Repeatable. */
export async function endLinks(deps: Deps, person: string): Promise<void> {
  for (const link of await openLinks(deps, person)) {
    await endLink(deps, link, { state: 'ended', reason: null })
    await settleLink(deps, link._id)
  }
}
