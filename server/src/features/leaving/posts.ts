import { roleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { refOf, regionRefs } from '../regions'
import { hasEnded, knownRolesIn, type RoleDoc } from '../residents'

/** Why somebody cannot delete their account yet, with the way out; null: they can. */
export async function whyNotYet(deps: Deps, posts: readonly RoleDoc[]): Promise<string | null> {
  const now = deps.clock.now()
  const held = posts.filter((post) => !hasEnded(post, now))
  if (held.length === 0) return null
  const refs = await regionRefs(
    deps,
    held.map(({ region }) => region),
  )
  const named = ({ region, role }: RoleDoc) => `${refOf(refs, region).name}${roleText[role]}`
  for (const post of held.filter(({ role }) => role === 'administrator')) {
    const roles = await knownRolesIn(deps, post.region)
    const others = roles.some(
      ({ role, person, until }) =>
        role === 'administrator' && person !== post.person && !hasEnded({ since: post.since, until }, now),
    )
    if (!others)
      return `您是${refOf(refs, post.region).name}最后一位管理员。请先在“岗位和换届”里给别人管理员的岗位，再结束您自己的。`
  }
  return `您还有岗位：${held.map(named).join('、')}。请先请管理员把岗位交给接手的人，再来办。`
}
