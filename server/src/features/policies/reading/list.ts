import { type Api, industryIn, type PolicyLine, type PolicyStatus } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { offsetPage } from '../../../http/offset-cursor'
import { refOf, regionOf, regionRefs } from '../../regions'
import { policyLine } from './lines'
import { type PublishedPolicy, publishedPolicies } from './published'
import { searcherOf } from './search.rules'
import { statusOf } from './status'

type Query = Api['GET /api/policies']['query']

/** Of a place: its own, those of the places above it, which hold there too, and those of the places within it. */
export const concernsPlace = (region: string, place: string | undefined): boolean =>
  place === undefined || place.startsWith(region) || region.startsWith(place)

const fits = ({ content, region }: PublishedPolicy, query: Query): boolean =>
  concernsPlace(region, query.region) &&
  (query.audience === undefined || content.audience === query.audience) &&
  (query.benefit === undefined || content.benefits.includes(query.benefit)) &&
  (query.need === undefined || content.needs.includes(query.need)) &&
  (query.industry === undefined || isForIndustry(content.industries, query.industry))

/** Without industries it is meant for all of them. */
const isForIndustry = (industries: readonly string[], asked: string): boolean =>
  industries.length === 0 ||
  industries.some((one) => industryIn(asked, one) === 'met' || industryIn(one, asked) === 'met')

const hasStatus = ({ state }: PolicyStatus, asked: Query['status']): boolean =>
  asked === undefined || (asked === 'now' ? state === 'open' || state === 'closing' : state === asked)

/** What may be applied for first, of that what closes first. */
const rank: Record<PolicyStatus['state'], number> = {
  closing: 0,
  open: 1,
  notYet: 2,
  paused: 3,
  spent: 4,
  closed: 5,
  expired: 6,
}

interface Found {
  policy: PublishedPolicy
  status: PolicyStatus
  score: number
}

const byUse = (a: Found, b: Found): number =>
  b.score - a.score ||
  rank[a.status.state] - rank[b.status.state] ||
  (a.status.closesOn ?? '9999').localeCompare(b.status.closesOn ?? '9999')

/** A page of what was asked for; the lists that were published are in memory, so that it costs no command. */
export async function listPolicies(deps: Deps, query: Query): Promise<Api['GET /api/policies']['response']> {
  if (query.region !== undefined) await regionOf(deps, query.region)
  const { listed } = await publishedPolicies(deps)
  const now = deps.clock.now()
  const q = query.q?.trim() ?? ''
  const score = q === '' ? () => 1 : searcherOf(q)
  const found = listed
    .flatMap((policy): Found[] => {
      if (!fits(policy, query)) return []
      const points = score(policy.sought)
      if (points === 0) return []
      const status = statusOf(policy.content, policy.availability, now)
      return hasStatus(status, query.status) ? [{ policy, status, score: points }] : []
    })
    .sort(byUse)
  const { page, ...next } = offsetPage(found, { cursor: query.cursor, limit: query.limit ?? 20 })
  const regions = await regionRefs(deps, [...new Set(page.map(({ policy }) => policy.region))])
  const items: PolicyLine[] = page.map(({ policy }) => policyLine(policy, refOf(regions, policy.region), now))
  return { items, ...next, total: found.length }
}
