import {
  type Api,
  cannotRecall,
  decidesAbout,
  hasPart,
  type LeakView,
  maskNameCell,
  personOfKey,
  postsFor,
  toldHowText,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { concernedBy } from '../notices'
import { concernedByPolicy } from '../policies'
import { rowNames } from '../residents'
import { verifiedMembers } from './found'
import { type LeakDoc, type LeakHouseholdDoc, leakModels, leaksMark } from './leaks.model'
import { type LeakKindOf, notFoundOf, placeOfLeak } from './place'

/** Who decides sees all of it; who writes for the region goes to the households. */
const maySee = (viewer: Viewer, region: string, taken: boolean): boolean =>
  decidesAbout(viewer.roles, region) || (taken && hasPart(viewer.roles, region, 'write'))

export async function leakView(
  deps: Deps,
  id: string,
  actor: Pick<Actor, 'viewer'>,
  kind: LeakKindOf = 'notice',
): Promise<LeakView> {
  const { state, region, name, taken } = await visibleLeak(deps, kind, id, actor)
  const leak = taken ? await leakModels(deps.db).Leak.findById(id).lean<LeakDoc>() : null
  const namesFor = (keys: readonly string[]) => namesOf(deps, keys, actor.viewer, region.code)
  const households = await householdsView(deps, id, namesFor)
  return {
    notice: id,
    region,
    itemName: name,
    state,
    reason: leak?.reason ?? null,
    by: leak?.by ?? null,
    at: leak ? leak.at.toISOString() : null,
    kinds: leak?.kinds ?? [],
    concerned: taken ? [] : await concernedView(deps, kind, id, namesFor),
    households,
    slipsOpen: households.filter(({ way, told }) => way === 'slip' && told === null).length,
    cannotRecall,
  }
}

type NamesOf = (keys: readonly string[]) => ReturnType<typeof rowNames>

/** Whose row of an item for one person alone it is only the village's own office reads in full: it goes to them. */
async function namesOf(
  deps: Deps,
  keys: readonly string[],
  viewer: Viewer,
  region: string,
): ReturnType<NamesOf> {
  const names = await rowNames(deps.db, keys)
  if (postsFor(viewer, region)) return names
  return new Map(
    [...names].map(([key, one]) => [
      key,
      personOfKey(key) === null ? one : { ...one, name: maskNameCell(one.name) },
    ]),
  )
}

async function concernedView(
  deps: Deps,
  kind: LeakKindOf,
  id: string,
  namesFor: NamesOf,
): Promise<LeakView['concerned']> {
  const found = await (kind === 'policy' ? concernedByPolicy : concernedBy)(deps, id)
  const ids = found.map(({ household }) => household)
  const [names, reachable] = await Promise.all([namesFor(ids), verifiedMembers(deps, ids)])
  return found.flatMap(({ household, how, marked }) => {
    const known = names.get(household)
    return known ? [{ household, ...known, how, marked, reachable: reachable.has(household) }] : []
  })
}

async function householdsView(
  { db }: Deps,
  notice: string,
  namesFor: NamesOf,
): Promise<LeakView['households']> {
  const told = await leakModels(db)
    .LeakHousehold.find({ notice })
    .sort({ _id: 1 })
    .batchSize(10_000)
    .lean<LeakHouseholdDoc[]>()
  const names = await namesFor(told.map(({ household }) => household))
  return told.map(({ household, way, told: done }) => ({
    household,
    code: names.get(household)?.code ?? '',
    name: names.get(household)?.name ?? '',
    way,
    told: done && { how: toldHowText[done.how], by: done.by, at: done.at.toISOString() },
  }))
}

/** 入户打钩: a household that could not be told in the inbox was told. Ticked once; the first tick stays. */
export async function tickTold(
  deps: Deps,
  actor: Actor,
  id: string,
  { household, how }: Api['POST /api/notices/:id/leak/told']['body'],
  kind: LeakKindOf = 'notice',
): Promise<LeakView> {
  await visibleLeak(deps, kind, id, actor)
  const { LeakHousehold } = leakModels(deps.db)
  const _id = `${id}:${household}`
  const told = { how, by: actor.person.name, at: deps.clock.now() }
  const { matchedCount } = await LeakHousehold.updateOne({ _id, told: null }, { $set: { told } })
  if (matchedCount === 0 && !(await LeakHousehold.exists({ _id }))) throw new AppError('householdNotFound')
  await deps.marks.move(leaksMark)
  return leakView(deps, id, actor, kind)
}

async function visibleLeak(deps: Deps, kind: LeakKindOf, id: string, { viewer }: Pick<Actor, 'viewer'>) {
  const place = await placeOfLeak(deps, kind, id)
  if (!place) throw new AppError(notFoundOf[kind])
  const taken = place.state === 'takenDown'
  if (!maySee(viewer, place.region.code, taken)) throw new AppError('forbidden')
  return { ...place, taken }
}
