import type { Api } from '@hutang/shared'
import type { Deps } from '../../deps'
import { partsOf } from '../announcements'
import { policyPage, publishedPolicies, statusOf } from '../policies'
import type { wishesOf } from '../push'

type Due = Api['GET /api/screens/home']['response']['due']
type Open = Awaited<ReturnType<typeof wishesOf>>['open']

/** What closes later is not urgent yet, as with notices. */
const soonDays = 60

const last = (day: string, days: number) => ({ itemName: '关注的政策', day, days })

/** The policies that a person follows, each by itself, and that still close. */
export async function duePolicies(deps: Deps, open: Open): Promise<Due> {
  const ids = new Set(open.flatMap(({ scope }) => partsOf(scope).policy?.id ?? []))
  if (ids.size === 0) return []
  const { byId } = await publishedPolicies(deps)
  const now = deps.clock.now()
  return [...ids].flatMap((id) => {
    const policy = byId.get(id)
    if (!policy) return []
    const { content, availability, state } = policy
    const { state: stands, closesOn, daysLeft } = statusOf(content, availability, now, state === 'withdrawn')
    if ((stands !== 'open' && stands !== 'closing') || closesOn === null || daysLeft === null) return []
    if (daysLeft > soonDays) return []
    return [{ ...{ notice: id, link: policyPage(id), title: content.title }, ...last(closesOn, daysLeft) }]
  })
}
