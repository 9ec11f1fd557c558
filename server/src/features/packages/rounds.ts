import { isDeepStrictEqual } from 'node:util'
import { subjectOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import {
  changedEnterprises,
  changeSeen,
  type EnterpriseDoc,
  enterprisePages,
  profileOf,
} from '../enterprises'
import { type PublishedPolicies, type PublishedPolicy, publishedPolicies } from '../policies'
import { lookAt, remember, remembered, today } from './look'
import { inOrder, Kernel, outcomeAt } from './matching/kernel'
import { enterpriseTable } from './matching/table'
import { type PackageRoundDoc, packageModels } from './packages.model'
import { type Candidate, candidateOf, holdsIn, isForEnterprises, policiesByRule } from './policies'

/** Enterprises that are looked at together. */
const pageSize = 500

type Stamps = PackageRoundDoc['policies']

/** What may change of a policy, as it stands. */
const stampOf = ({ changedAt, current, state, availability }: PublishedPolicy): string =>
  [changedAt.getTime(), current, state, availability.state, availability.extendedTo].join(' ')

/** What is hidden (遮住) stands as it did `before`. */
const stampsOf = ({ byId, concealed }: PublishedPolicies, before: Stamps = {}): Stamps =>
  Object.fromEntries([
    ...[...concealed].flatMap(([id, { hidden }]) => {
      const stamp = before[id]
      return hidden && stamp !== undefined ? [[id, stamp]] : []
    }),
    ...[...byId].flatMap(([id, policy]) => (isForEnterprises(policy) ? [[id, stampOf(policy)]] : [])),
  ])

/**
 * Looks at what changed: profiles first, then, where policies changed or a day has begun, every enterprise. It can be cut
 * off at any point and goes on from there. Answers whether anything was announced or could have been.
 */
export async function lookAround(deps: Deps): Promise<boolean> {
  const profiles = await lookAtProfiles(deps)
  const round = await begun(deps)
  if (!round?.doing) return profiles
  await walk(deps, round.doing)
  return true
}

async function roundOf({ db }: Pick<Deps, 'db'>): Promise<PackageRoundDoc | null> {
  return packageModels(db).PackageRound.findById('round').lean<PackageRoundDoc>()
}

/** The round under way, or a new one where there is something to look at. */
async function begun(deps: Deps): Promise<PackageRoundDoc | null> {
  const { PackageRound } = packageModels(deps.db)
  const round = await roundOf(deps)
  // One that was cut short goes on, unless its day is over.
  if (round?.doing?.day === today(deps)) return round
  const policies = stampsOf(await publishedPolicies(deps), round?.policies)
  const day = today(deps)
  const changed = Object.keys({ ...round?.policies, ...policies }).filter(
    (id) => round?.policies[id] !== policies[id],
  )
  const isNewDay = round?.day !== day || round.doing !== null
  if (!isNewDay && changed.length === 0) return round
  const doing = { day, policies, changed: isNewDay ? null : changed, cursor: '' }
  // Before the first round everything that is published is known.
  const before = round ? {} : { day, policies }
  await PackageRound.updateOne({ _id: 'round' }, { $set: { ...before, doing } }, { upsert: true })
  return { _id: 'round', day, policies, ...round, doing }
}

/** A round takes a minute; where none is made, nobody waits for it longer than this. */
const longestLookMs = 5 * 60_000

/** Whether every enterprise was looked at since the policy became what it is. */
export async function hasBeenLookedAt(deps: Deps, policy: string, at: Date): Promise<boolean> {
  if (deps.clock.now().getTime() - at.getTime() > longestLookMs) return true
  const published = await publishedPolicies(deps)
  const one = published.byId.get(policy)
  if (!one || !isForEnterprises(one)) return true
  return (await roundOf(deps))?.policies[policy] === stampOf(one)
}

async function walk(deps: Deps, doing: NonNullable<PackageRoundDoc['doing']>): Promise<void> {
  const { PackageRound } = packageModels(deps.db)
  const { day, policies, changed, cursor } = doing
  for await (const page of enterprisePages(deps, cursor, pageSize)) {
    await lookAtPage(deps, page, { day, changed })
    await PackageRound.updateOne({ _id: 'round' }, { $set: { 'doing.cursor': page.at(-1)?._id ?? '' } })
  }
  await PackageRound.updateOne({ _id: 'round' }, { $set: { day, policies, doing: null } })
}

async function lookAtPage(
  deps: Deps,
  page: readonly EnterpriseDoc[],
  { day, changed }: { day: string; changed: string[] | null },
): Promise<void> {
  const published = await publishedPolicies(deps)
  const wanted = changed === null ? null : new Set(changed)
  const policies = published.listed
    .filter((policy) => isForEnterprises(policy) && (wanted === null || wanted.has(policy._id)))
    .map(candidateOf)
  const entries = page.map((doc) => ({ id: doc._id, profile: profileOf(doc) }))
  const fits = fitsOf(entries, policies, day)
  const [known, isRecent] = await Promise.all([
    remembered(
      deps,
      entries.map(({ id }) => id),
    ),
    recent(deps),
  ])
  const docs = []
  for (const [row, { id, profile }] of entries.entries()) {
    const before = known.get(id)
    const looked = { enterprise: id, profile, fits: fits[row] ?? [], before }
    // Who is looked at for the first time is looked at in whole.
    const whole = before ? looked : { ...looked, fits: await fitsOfOne(deps, profile, day) }
    const after = await lookAt(deps, whole, {
      ...{ day, by: 'round' as const, published, isRecent },
      changed: before ? wanted : null,
    })
    if (!before || before.day !== day || !isDeepStrictEqual(before.standings, after.standings))
      docs.push(after)
  }
  await remember(deps, docs)
}

type Fits = Parameters<typeof lookAt>[1]['fits'][number]

/** All policies for a page of enterprises, by the kernel. */
function fitsOf(
  entries: readonly { id: string; profile: ReturnType<typeof profileOf> }[],
  policies: readonly Candidate[],
  day: string,
): Fits[][] {
  const kernel = new Kernel(enterpriseTable(entries, entries.length))
  const fits: Fits[][] = entries.map(() => [])
  for (const policy of inOrder(policies)) {
    const found = kernel.outcomes(policy, day)
    for (const [row, { profile }] of entries.entries()) {
      const outcome = outcomeAt(found, row)
      if (outcome !== 'notEligible' && holdsIn(policy.published, profile.region))
        fits[row]?.push({ policy, outcome })
    }
  }
  return fits
}

async function fitsOfOne(deps: Deps, profile: ReturnType<typeof profileOf>, day: string): Promise<Fits[]> {
  const index = await policiesByRule(deps)
  return index
    .match(subjectOf(profile), day)
    .filter(({ policy }) => holdsIn(policy.published, profile.region))
}

/** What changed since the last round that was finished. */
async function recent(deps: Deps): Promise<(policy: string) => boolean> {
  const [round, published] = await Promise.all([roundOf(deps), publishedPolicies(deps)])
  const stamps = stampsOf(published)
  return (id) => round !== null && round.policies[id] !== stamps[id]
}

/** Profiles that changed since they were looked at. Before the first round there is nothing to compare with. */
async function lookAtProfiles(deps: Deps): Promise<boolean> {
  const day = today(deps)
  let any = false
  if (!(await roundOf(deps))) return false
  for await (const page of changedEnterprises(deps, '', pageSize)) {
    const [published, known, isRecent] = await Promise.all([
      publishedPolicies(deps),
      remembered(
        deps,
        page.map(({ _id }) => _id),
      ),
      recent(deps),
    ])
    for (const doc of page) {
      const profile = profileOf(doc)
      const before = known.get(doc._id)
      const fits = await fitsOfOne(deps, profile, day)
      const look = { day, by: 'profile' as const, published, changed: null, isRecent }
      const looked = { enterprise: doc._id, profile, fits, before }
      await remember(deps, [await lookAt(deps, looked, look)])
      await changeSeen(deps, doc)
      any = true
    }
  }
  return any
}
