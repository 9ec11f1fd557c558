import { type Api, type PolicyStatus, shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { refOf, regionOf, regionRefs } from '../../regions'
import { policyLine } from './lines'
import { concernsPlace } from './list'
import { publishedPolicies } from './published'
import { statusOf } from './status'

type Answer = Api['GET /api/household-policies']['response']

const over: readonly PolicyStatus['state'][] = ['closed', 'spent', 'expired']
/** More than a phone can ask about. */
const most = 300

/** What the phone needs to answer by itself; nothing of the household comes here. */
export async function householdPolicies(deps: Deps, region: string): Promise<Answer> {
  await regionOf(deps, region)
  const now = deps.clock.now()
  const { listed } = await publishedPolicies(deps)
  const theirs = listed
    .filter(({ content, availability, region: of }) => {
      if (content.audience !== 'household' || !concernsPlace(of, region)) return false
      return !over.includes(statusOf(content, availability, now).state)
    })
    .slice(0, most)
  const refs = await regionRefs(deps, [...new Set(theirs.map((policy) => policy.region))])
  const policies = theirs.map((policy) => {
    const { rule, amount, repeat, excludes, window, validFrom, validTo } = policy.content
    const { materials, steps, applyAt, place, phone } = policy.content
    return {
      line: policyLine(policy, refOf(refs, policy.region), now),
      ...{ rule, amount, repeat, excludes, window, validFrom, validTo },
      availability: policy.availability,
      ...{ materials, steps, applyAt, place, phone },
    }
  })
  return { day: shanghaiDate(now), region, policies }
}
