import type { PolicyContent } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { type PolicyDoc, type PolicyEditionDoc, policiesMark, policyModels } from '../policies.model'
import { type Sought, soughtOf } from './search.rules'

/** A policy that everybody may read, or that was withdrawn: with what its current edition says. */
export interface PublishedPolicy
  extends Pick<PolicyDoc, '_id' | 'region' | 'availability' | 'ended' | 'changedAt'> {
  state: 'published' | 'withdrawn'
  /** `_id` of the current edition. */
  current: string
  head: NonNullable<PolicyDoc['head']>
  content: PolicyContent
  sought: Sought
}

/** What can be read, the newest first. Shared by many readers: nobody changes it. */
export interface PublishedPolicies {
  /** Without those that were withdrawn. */
  listed: readonly PublishedPolicy[]
  byId: ReadonlyMap<string, PublishedPolicy>
}

/** Five thousand policies of a county are some 60 MB as they are read: all of them are kept together. */
const kept = cacheByMarks<PublishedPolicies>({ maxEntries: 1, ttlMs: longestUnseenMs })

/** Every current policy; kept until something is published, corrected or withdrawn, or stands otherwise (`policiesMark`). */
export const publishedPolicies = (deps: Pick<Deps, 'db' | 'marks'>): Promise<PublishedPolicies> =>
  kept(deps).get(
    'all',
    () => load(deps),
    () => [policiesMark],
  )

/** More than any county has: one answer instead of pages of a hundred. */
const batchSize = 100_000

async function load({ db }: Pick<Deps, 'db'>): Promise<PublishedPolicies> {
  const { Policy, PolicyEdition } = policyModels(db)
  const docs = await Policy.find(
    { state: { $in: ['published', 'withdrawn'] } },
    { region: 1, state: 1, current: 1, head: 1, availability: 1, ended: 1, changedAt: 1 },
  )
    .batchSize(batchSize)
    .lean<PolicyDoc[]>()
  const editions = await PolicyEdition.find(
    { _id: { $in: docs.flatMap(({ current }) => current ?? []) } },
    { content: 1 },
  )
    .batchSize(batchSize)
    .lean<Pick<PolicyEditionDoc, '_id' | 'content'>[]>()
  const contents = new Map(editions.map(({ _id, content }) => [_id, content]))
  const all = docs
    .flatMap(({ _id, region, state, current, head, availability, ended, changedAt }): PublishedPolicy[] => {
      const content = current === null ? undefined : contents.get(current)
      if (!content || current === null || head === null || state === 'none') return []
      const sought = soughtOf(content)
      return [{ _id, region, state, current, head, availability, ended, changedAt, content, sought }]
    })
    .sort((a, b) => b.head.publishedAt.getTime() - a.head.publishedAt.getTime() || (a._id < b._id ? -1 : 1))
  return {
    listed: all.filter(({ state }) => state === 'published'),
    byId: new Map(all.map((policy) => [policy._id, policy])),
  }
}

/** As far as everybody may read it; undefined where it was never published. */
export const policyOf = async (
  deps: Pick<Deps, 'db' | 'marks'>,
  id: string,
): Promise<PublishedPolicy | undefined> => (await publishedPolicies(deps)).byId.get(id)
