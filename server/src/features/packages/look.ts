import { type EnterpriseProfile, type Outcome, openQuestions, shanghaiDate, subjectOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import { workingDayTable } from '../../rules/office-tables'
import type { PublishedPolicies } from '../policies'
import { announcePackage } from './announce'
import { statusOn } from './entry'
import { type PackageDoc, packageModels } from './packages.model'
import type { Candidate } from './policies'
import { standingOf } from './standing'
import { type Now, toldOf } from './told.rules'

/** With more questions than these open, a policy stands in the package and is not pushed. */
const mostOpen = 3

export interface Looked {
  enterprise: string
  profile: EnterpriseProfile
  /** What fits, of the policies that were looked at. */
  fits: readonly { policy: Candidate; outcome: Exclude<Outcome, 'notEligible'> }[]
  before: PackageDoc | undefined
}

interface Look {
  day: string
  by: 'profile' | 'round'
  published: PublishedPolicies
  /** The policies that were looked at; null: all. Of others nothing has changed. */
  changed: ReadonlySet<string> | null
  /** Policies that changed since the last round: to an enterprise that is looked at for the first time they are new. */
  isRecent(policy: string): boolean
}

/**
 * What is to be told of an enterprise is announced, then it is remembered as it stands now. A crash in between is mended by
 * doing it again: what was announced is announced once.
 */
export async function lookAt(deps: Deps, looked: Looked, look: Look): Promise<PackageDoc> {
  const { enterprise, before, fits, profile } = looked
  const { day, changed, published } = look
  const now = fits.map(({ policy, outcome }) =>
    standingOf(policy.published, outcome, statusOn(policy.published, day)),
  )
  // What is hidden (遮住) stands as it did: it may show again, and is then nothing new.
  const untouched = (before?.standings ?? []).filter(
    ({ policy }) =>
      (changed !== null && !changed.has(policy)) || published.concealed.get(policy)?.hidden != null,
  )
  const standings = [...untouched, ...now]
  const old = before ? before.standings : now.filter(({ policy }) => !look.isRecent(policy))
  const subject = subjectOf(profile)
  const candidates = new Map(fits.map(({ policy }) => [policy.key, policy]))
  const told = toldOf(old, standings, {
    before: before?.day ?? day,
    day,
    table: workingDayTable(),
    by: look.by,
    nowOf: (policy) => nowOf(published, policy),
    isVague: (policy) => {
      const candidate = candidates.get(policy)
      return candidate !== undefined && openQuestions(candidate, subject, day).length > mostOpen
    },
  })
  for (const one of told) {
    const policy = published.byId.get(one.policy)
    if (policy)
      await announcePackage(
        deps,
        enterprise,
        one,
        policy,
        standings.find((standing) => standing.policy === one.policy),
      )
  }
  return { _id: enterprise, day, standings, at: deps.clock.now() }
}

function nowOf({ byId }: PublishedPolicies, id: string): Now | undefined {
  const policy = byId.get(id)
  return (
    policy && {
      edition: policy.head.editionNo,
      way: policy.content.way,
      isWithdrawn: policy.state === 'withdrawn',
      changedAt: policy.changedAt.getTime(),
    }
  )
}

export async function remembered(
  { db }: Pick<Deps, 'db'>,
  enterprises: readonly string[],
): Promise<Map<string, PackageDoc>> {
  const found = await packageModels(db)
    .Package.find({ _id: { $in: enterprises } })
    .batchSize(enterprises.length + 1)
    .lean<PackageDoc[]>()
  return new Map(found.map((one) => [one._id, one]))
}

export async function remember({ db }: Pick<Deps, 'db'>, docs: readonly PackageDoc[]): Promise<void> {
  if (docs.length === 0) return
  await packageModels(db).Package.bulkWrite(
    docs.map(({ _id, ...doc }) => ({
      updateOne: { filter: { _id }, update: { $set: doc }, upsert: true },
    })),
    { ordered: false },
  )
}

export const today = ({ clock }: Pick<Deps, 'clock'>): string => shanghaiDate(clock.now())
