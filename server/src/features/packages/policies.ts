import type { MatchedPolicy } from '@hutang/shared'
import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { concernsPlace, type PublishedPolicy, policiesMark, publishedPolicies } from '../policies'
import { type PolicyIndex, policyIndex } from './matching/policy-index'

/** A published policy for enterprises, as the rules match it. */
export interface Candidate extends MatchedPolicy {
  published: PublishedPolicy
}

export const candidateOf = (published: PublishedPolicy): Candidate => {
  const { rule, repeat, excludes, window } = published.content
  const { availability } = published
  return { key: published._id, rule, repeat, excludes, window, availability, published }
}

export const isForEnterprises = ({ content }: PublishedPolicy): boolean => content.audience === 'enterprise'

/** A policy of another township or county is nobody's here; where the enterprise is not known to lie, all are. */
export const holdsIn = ({ region }: Pick<PublishedPolicy, 'region'>, place: string | null): boolean =>
  concernsPlace(region, place ?? undefined)

const kept = cacheByMarks<PolicyIndex<Candidate>>({ maxEntries: 1, ttlMs: longestUnseenMs })

/** Everything that is published for enterprises, by what it asks for; kept until policies change. */
export const policiesByRule = (deps: Pick<Deps, 'db' | 'marks' | 'clock'>): Promise<PolicyIndex<Candidate>> =>
  kept(deps).get(
    'all',
    async () => policyIndex((await publishedPolicies(deps)).listed.filter(isForEnterprises).map(candidateOf)),
    () => [policiesMark],
  )
