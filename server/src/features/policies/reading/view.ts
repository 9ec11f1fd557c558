import { type Api, amountWords, type PolicyView } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { refOf, regionRefs } from '../../regions'
import { type PolicyEditionDoc, policiesMark, policyModels } from '../policies.model'
import { concealedWords } from './concealed'
import { type PublishedPolicy, publishedPolicies } from './published'
import { statusOf } from './status'

interface Editions {
  /** Published ones, the newest first. */
  all: readonly PolicyEditionDoc[]
}

const kept = cacheByMarks<Editions>({ maxEntries: 200, ttlMs: longestUnseenMs })

const readable: PolicyEditionDoc['state'][] = ['published', 'superseded']

/** Every edition that was public, the newest first: not one that its policy does not point to yet. */
async function editionsOf(deps: Deps, { _id, head }: PublishedPolicy): Promise<readonly PolicyEditionDoc[]> {
  const { all } = await kept(deps).get(
    _id,
    async () => ({
      all: await policyModels(deps.db)
        .PolicyEdition.find({ policy: _id, state: { $in: readable } }, { history: 0 })
        .sort({ editionNo: -1 })
        .lean<PolicyEditionDoc[]>(),
    }),
    () => [policiesMark],
  )
  return all.filter(({ editionNo }) => editionNo <= head.editionNo)
}

export async function readablePolicy(deps: Deps, id: string): Promise<PublishedPolicy> {
  const { byId, concealed } = await publishedPolicies(deps)
  const policy = byId.get(id)
  const away = concealed.get(id)
  if (away) throw new AppError('policyNotFound', { message: concealedWords(away) })
  if (!policy) throw new AppError('policyNotFound')
  return policy
}

/** A policy as everybody reads it; with `edition` as it was then. */
export async function policyView(deps: Deps, id: string, edition?: number): Promise<PolicyView> {
  const policy = await readablePolicy(deps, id)
  const { head, availability, state, ended } = policy
  const [editions, regions] = await Promise.all([editionsOf(deps, policy), regionRefs(deps, [policy.region])])
  const shown = editions.find(({ editionNo }) => editionNo === (edition ?? head.editionNo))
  if (!shown) throw new AppError('policyNotFound')
  const { content, contentHash, editionNo } = shown
  const publishedAt = (shown.publishedAt ?? head.publishedAt).toISOString()
  return {
    id,
    region: refOf(regions, policy.region),
    state,
    edition: editionNo,
    editions: editions.length,
    isCurrent: editionNo === head.editionNo,
    content,
    amount: amountWords(content.amount),
    availability,
    status: statusOf(content, availability, deps.clock.now(), state === 'withdrawn'),
    contentHash,
    publishedAt: head.publishedAt.toISOString(),
    publishedBy: head.publishedBy,
    correctedAt: shown.base ? publishedAt : null,
    correction:
      shown.base && shown.change?.size
        ? { at: publishedAt, size: shown.change.size, note: shown.change.note }
        : null,
    ended: ended && { at: ended.at.toISOString(), body: ended.body, reason: ended.reason },
  }
}

export async function policyEditions(
  deps: Deps,
  id: string,
): Promise<Api['GET /api/policies/:id/editions']['response']> {
  const policy = await readablePolicy(deps, id)
  const editions = await editionsOf(deps, policy)
  return {
    items: editions.map(({ editionNo, content, publishedAt, change, contentHash }) => ({
      edition: editionNo,
      title: content.title,
      publishedAt: (publishedAt ?? policy.head.publishedAt).toISOString(),
      size: change?.size ?? null,
      note: change?.note ?? null,
      contentHash,
      isCurrent: editionNo === policy.head.editionNo,
    })),
  }
}
