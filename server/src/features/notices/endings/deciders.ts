import { type EndingPart, hasEndingPart, partRoleOf, type RoleName, roleText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { findRegion, regionOf, regionRef } from '../../regions'
import type { NoticeDoc } from '../notices.model'

type Deciding = Pick<Actor, 'person' | 'viewer'>
const decider: EndingPart = 'decider'

/** The post in which somebody decides: one of the region itself before one of the township above. */
function postOf({ viewer: { roles } }: Deciding, region: string): { role: RoleName; region: string } | null {
  const own = partRoleOf(roles, region, 'publish') ?? partRoleOf(roles, region, 'review')
  if (own) return { role: own, region }
  return roles.find((one) => one.region !== region && hasEndingPart([one], region, decider)) ?? null
}

/** Name and role in words, as they are now. */
export function roleLine(actor: Deciding, region: string): string {
  const post = postOf(actor, region)
  return post ? `${actor.person.name}（${roleText[post.role]}）` : actor.person.name
}

/** In whose name it was decided: the body that publishes the item, or the township's government. */
export async function decidingBody(deps: Deps, actor: Deciding, notice: NoticeDoc): Promise<string> {
  const post = postOf(actor, notice.region)
  if (post && post.region !== notice.region) {
    const township = await findRegion(deps.db, post.region)
    return `${township?.name ?? ''}人民政府`
  }
  const region = regionRef(await regionOf(deps, notice.region))
  return notice.head?.publishedBy || itemOfNotice(region, notice.item)?.body || region.name
}
