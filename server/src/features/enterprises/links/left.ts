import type { Deps } from '../../../deps'
import type { Gone, Replaced } from '../../../feature'
import { moveAfter } from '../../../storage/marks'
import { enterpriseModels, enterprisesMark, linksMark } from '../enterprises.model'
import { endLinks } from './people'

/** 注销: nobody acts in their name, and that they did is not kept with the enterprise. Repeatable. */
export async function linksLeft(deps: Deps, { persons }: Gone): Promise<void> {
  const { EnterpriseLink, EnterpriseInvite } = enterpriseModels(deps.db)
  for (const person of persons) await endLinks(deps, person)
  const theirs = { $in: [...persons] }
  await EnterpriseInvite.deleteMany({ by: theirs })
  await moveAfter(deps.marks, [enterprisesMark, ...persons.map(linksMark)], () =>
    EnterpriseLink.deleteMany({ person: theirs }),
  )
}

/** 换了微信 */
export const linksReplaced = async ({ db }: Pick<Deps, 'db'>, { account, by }: Replaced): Promise<void> => {
  await enterpriseModels(db).EnterpriseLink.updateMany({ account }, { $set: { account: by } })
}
