import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { moveAfter } from '../../storage/marks'
import { enterpriseFor } from '../enterprises'
import { today } from './look'
import { type PackageView, packageOf, standingsOf } from './package'
import { type PackageSeenDoc, packageModels, seenMark } from './packages.model'

const seenId = (enterprise: string, person: string): string => `${enterprise}:${person}`

const kept = cacheByMarks<{ seen: PackageSeenDoc | null }>({ maxEntries: 2000, ttlMs: longestUnseenMs })

async function seenOf(deps: Deps, id: string): Promise<PackageSeenDoc | null> {
  const load = async () => ({
    seen: await packageModels(deps.db).PackageSeen.findById(id).lean<PackageSeenDoc>(),
  })
  return (await kept(deps).get(id, load, () => [seenMark(id)])).seen
}

/** The package of an enterprise of one's own; while it is asked for, by what the person has filled in. */
export async function ownPackage(deps: Deps, viewer: Viewer, id: string): Promise<PackageView> {
  const { profile } = await enterpriseFor(deps, viewer, id)
  const seen = await seenOf(deps, seenId(id, viewer.person ?? ''))
  return packageOf(deps, profile, { day: today(deps), needs: profile.wishes, seen })
}

/** From now on only what changes after this is new to the person. */
export async function packageLookedAt(deps: Deps, viewer: Viewer, id: string): Promise<void> {
  const { profile } = await enterpriseFor(deps, viewer, id)
  const person = viewer.person ?? ''
  const _id = seenId(id, person)
  const standings = await standingsOf(deps, profile, today(deps))
  await moveAfter(deps.marks, [seenMark(_id)], () =>
    packageModels(deps.db).PackageSeen.updateOne(
      { _id },
      { $set: { person, at: deps.clock.now(), standings } },
      { upsert: true },
    ),
  )
}

/** What somebody saw goes along to whoever the account is verified as. Repeatable. */
export async function moveSeen({ db }: Pick<Deps, 'db'>, from: string, to: string): Promise<void> {
  const { PackageSeen } = packageModels(db)
  const found = await PackageSeen.find({ person: from }).batchSize(1000).lean<PackageSeenDoc[]>()
  for (const { _id, ...seen } of found) {
    const moved = `${_id.slice(0, _id.length - from.length)}${to}`
    await PackageSeen.updateOne({ _id: moved }, { $setOnInsert: { ...seen, person: to } }, { upsert: true })
    await PackageSeen.deleteOne({ _id })
  }
}

export const endSeen = ({ db }: Pick<Deps, 'db'>, person: string): Promise<unknown> =>
  packageModels(db).PackageSeen.deleteMany({ person })
