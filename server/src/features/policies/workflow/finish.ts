import { isDeepStrictEqual } from 'node:util'
import { transitionOf } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { announce } from '../../announcements'
import { regionOf } from '../../regions'
import { announcedPolicy } from '../announced'
import { policiesChanged } from '../marks'
import { type PolicyDoc, type PolicyEditionDoc, type PolicyOwed, policyModels } from '../policies.model'
import { recordStep } from '../work/recorded'

/**
 * From a published edition to a public policy, which is answered. The commit point is one conditional update of the
 * policy; before it nothing of the edition is readable, after it the announcement is pending. Each step may be repeated.
 * Null: the policy has been withdrawn meanwhile, and the edition waits for its publisher again.
 */
export async function finishPublishedPolicy(
  deps: Deps,
  edition: PolicyEditionDoc,
): Promise<PolicyDoc | null> {
  const { PolicyEdition } = policyModels(deps.db)
  const policy = (await show(deps, edition)) ?? (await shownBefore(deps, edition))
  if (!policy) {
    await recall(deps, edition)
    return null
  }
  // In this order: while `current` is pending the edition before may still be to be superseded.
  const { from, to } = transitionOf('supersede')
  if (edition.base)
    await PolicyEdition.updateOne({ _id: edition.base, state: { $in: [...from] } }, { $set: { state: to } })
  await recordStep(deps, edition, 'publish')
  await PolicyEdition.updateOne({ _id: edition._id }, { $pull: { owed: 'current' } })
  return policy.owed.includes('announce') ? finishAnnouncedPolicy(deps, policy) : policy
}

/** The commit point; null where the policy does not stand as the edition was made for. */
async function show(deps: Deps, edition: PolicyEditionDoc): Promise<PolicyDoc | null> {
  const { base, change, content, contentHash, editionNo } = edition
  const { Policy, PolicyEdition } = policyModels(deps.db)
  const at = edition.publishedAt ?? deps.clock.now()
  const before = base ? await Policy.findById(edition.policy).lean<PolicyDoc>() : null
  const corrected = base ? await PolicyEdition.findById(base).lean<PolicyEditionDoc>() : null
  // An extension was of the window that stood then: a correction that moves it says until when.
  const isMoved = corrected !== null && !isDeepStrictEqual(corrected.content.window, content.window)
  const region = await regionOf(deps, edition.region)
  // The announcement of the edition before is made first: it names what is current.
  const from = base
    ? {
        ...{ state: 'published' as const, current: base, owed: { $ne: 'announce' as PolicyOwed } },
        $or: [{ hidden: null }, { 'hidden.until': { $lte: deps.clock.now() } }],
      }
    : { state: 'none' as const, current: null }
  const head = {
    title: content.title,
    editionNo,
    contentHash,
    publishedAt: before?.head?.publishedAt ?? at,
    publishedBy: region.office.name || region.name,
    correctedAt: base ? at : null,
  }
  const tells = !base || change?.size === 'major'
  try {
    return await Policy.findOneAndUpdate(
      { _id: edition.policy, ...from },
      {
        $set: {
          ...{ state: 'published', current: edition._id, head, changedAt: at },
          ...(isMoved ? { 'availability.extendedTo': null } : {}),
        },
        ...(tells ? { $addToSet: { owed: 'announce' } } : {}),
      },
      { returnDocument: 'after' },
    ).lean<PolicyDoc>()
  } finally {
    // Also where it failed: it may have been written all the same.
    await policiesChanged(deps)
  }
}

/** The policy where it shows the edition, or a later one, already. */
async function shownBefore(deps: Deps, edition: PolicyEditionDoc): Promise<PolicyDoc | null> {
  const policy = await policyModels(deps.db).Policy.findById(edition.policy).lean<PolicyDoc>()
  if (!policy) return null
  if ((policy.head?.editionNo ?? 0) >= edition.editionNo) return policy
  if (policy.current !== edition.base || !policy.owed.includes('announce')) return null
  await finishAnnouncedPolicy(deps, policy)
  return show(deps, edition)
}

/** Nobody has read it: the request that published it may be made anew, so its key goes from the history. */
async function recall(deps: Deps, edition: PolicyEditionDoc): Promise<void> {
  const now = deps.clock.now()
  const published = edition.history.findLast(({ verb }) => verb === 'publish')
  const reason = '签发时这条政策已被撤回或先遮住，所以没有发布。'
  const entry = {
    verb: 'cancel',
    person: edition.author,
    by: '系统',
    at: now,
    reason,
    key: null,
    hash: null,
  } as const
  await policyModels(deps.db).PolicyEdition.updateOne(
    { _id: edition._id, revision: edition.revision, state: 'published', owed: 'current' },
    {
      $set: {
        state: transitionOf('cancel').to,
        publishedAt: null,
        revision: edition.revision + 1,
        lastKey: null,
        history: [...edition.history.filter((one) => one !== published), entry],
        updatedAt: now,
        owed: ['work'],
      },
    },
  )
}

/** Announces what is current. Repeatable: an edition is announced once. */
export async function finishAnnouncedPolicy(deps: Deps, policy: PolicyDoc): Promise<PolicyDoc> {
  const { current, head } = policy
  if (current && head) {
    const kind = head.correctedAt ? 'corrected' : 'published'
    const at = head.correctedAt ?? head.publishedAt
    await announce(deps, await announcedPolicy(deps, policy, { edition: current, kind, at }))
  }
  await policyModels(deps.db).Policy.updateOne({ _id: policy._id, current }, { $pull: { owed: 'announce' } })
  return { ...policy, owed: policy.owed.filter((one) => one !== 'announce') }
}
