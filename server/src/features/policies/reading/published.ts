import type { PolicyContent } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { type PolicyDoc, type PolicyEditionDoc, policiesMark, policyModels } from '../policies.model'
import { type ConcealedPolicy, isHiddenNow } from './concealed'
import { type Sought, soughtOf } from './search.rules'

/** A policy that everybody may read, or that was withdrawn: with what its current edition says. */
export interface PublishedPolicy
  extends Pick<PolicyDoc, '_id' | 'region' | 'availability' | 'ended' | 'changedAt' | 'hidden'> {
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
  /** Hidden at this moment, or taken down: these are in neither of the others. */
  concealed: ReadonlyMap<string, ConcealedPolicy>
}

interface Loaded {
  all: readonly PublishedPolicy[]
  takenDown: readonly ConcealedPolicy[]
  /** Of `all`, those that are hidden until a time. */
  hidden: readonly PublishedPolicy[]
  /** While none is hidden. */
  whole: PublishedPolicies
}

/** Five thousand policies of a county are some 60 MB as they are read: all of them are kept together. */
const kept = cacheByMarks<Loaded>({ maxEntries: 1, ttlMs: longestUnseenMs })

type Reading = Pick<Deps, 'db' | 'marks' | 'clock'>

/**
 * Every current policy; kept until something is published, corrected or ended, or stands otherwise (`policiesMark`). What is
 * hidden shows again by the clock, whether or not the job has been there.
 */
export async function publishedPolicies(deps: Reading): Promise<PublishedPolicies> {
  const loaded = await kept(deps).get(
    'all',
    () => load(deps),
    () => [policiesMark],
  )
  const now = deps.clock.now()
  const hidden = loaded.hidden.filter((one) => isHiddenNow(one, now))
  return hidden.length === 0 ? loaded.whole : viewOf(loaded.all, [...loaded.takenDown, ...hidden])
}

/** More than any county has: one answer instead of pages of a hundred. */
const batchSize = 100_000

async function load({ db }: Pick<Deps, 'db'>): Promise<Loaded> {
  const { Policy, PolicyEdition } = policyModels(db)
  const docs = await Policy.find(
    { state: { $in: ['published', 'withdrawn', 'takenDown'] } },
    { region: 1, state: 1, current: 1, head: 1, availability: 1, ended: 1, changedAt: 1, hidden: 1 },
  )
    .batchSize(batchSize)
    .lean<PolicyDoc[]>()
  const editions = await PolicyEdition.find(
    { _id: { $in: docs.flatMap(({ current, state }) => (state === 'takenDown' ? [] : (current ?? []))) } },
    { content: 1 },
  )
    .batchSize(batchSize)
    .lean<Pick<PolicyEditionDoc, '_id' | 'content'>[]>()
  const contents = new Map(editions.map(({ _id, content }) => [_id, content]))
  const all = docs
    .flatMap((doc) => publicOf(doc, contents.get(doc.current ?? '')))
    .sort((a, b) => b.head.publishedAt.getTime() - a.head.publishedAt.getTime() || (a._id < b._id ? -1 : 1))
  const takenDown = docs.flatMap(({ _id, region, state, head, ended }): ConcealedPolicy[] =>
    state === 'takenDown' && head ? [{ _id, region, state, head, ended }] : [],
  )
  return { all, takenDown, hidden: all.filter(({ hidden }) => hidden), whole: viewOf(all, takenDown) }
}

function viewOf(
  policies: readonly PublishedPolicy[],
  concealed: readonly ConcealedPolicy[],
): PublishedPolicies {
  const away = new Map(concealed.map((one) => [one._id, one]))
  const all = away.size === 0 ? policies : policies.filter(({ _id }) => !away.has(_id))
  return {
    listed: all.filter(({ state }) => state === 'published'),
    byId: new Map(all.map((policy) => [policy._id, policy])),
    concealed: away,
  }
}

/** As far as everybody may read it; undefined where it was never published. */
export const policyOf = async (deps: Reading, id: string): Promise<PublishedPolicy | undefined> =>
  (await publishedPolicies(deps)).byId.get(id)

function publicOf(doc: PolicyDoc, content: PolicyContent | undefined): PublishedPolicy[] {
  const { _id, region, state, current, head, availability, ended, changedAt, hidden = null } = doc
  if (!content || current === null || head === null || state === 'none' || state === 'takenDown') return []
  const sought = soughtOf(content)
  return [{ _id, region, state, current, head, availability, ended, changedAt, hidden, content, sought }]
}

/** The same as the database has it now: another process may have published it a moment ago. */
export async function policyNow(
  { db }: Pick<Deps, 'db'>,
  id: string,
): Promise<{ doc: PolicyDoc; policy: PublishedPolicy | undefined } | null> {
  const { Policy, PolicyEdition } = policyModels(db)
  const doc = await Policy.findById(id).lean<PolicyDoc>()
  const edition = doc && (await PolicyEdition.findById(doc.current).lean<PolicyEditionDoc>())
  return doc && { doc, policy: publicOf(doc, edition?.content)[0] }
}
