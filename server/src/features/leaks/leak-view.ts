import {
  type Api,
  cannotRecall,
  decidesAbout,
  hasPart,
  type LeakView,
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
  const households = await householdsView(deps, id)
  return {
    notice: id,
    region,
    itemName: name,
    state,
    reason: leak?.reason ?? null,
    by: leak?.by ?? null,
    at: leak ? leak.at.toISOString() : null,
    kinds: leak?.kinds ?? [],
    concerned: taken ? [] : await concernedView(deps, kind, id),
    households,
    slipsOpen: households.filter(({ way, told }) => way === 'slip' && told === null).length,
    cannotRecall,
  }
}

async function concernedView(deps: Deps, kind: LeakKindOf, id: string): Promise<LeakView['concerned']> {
  const found = await (kind === 'policy' ? concernedByPolicy : concernedBy)(deps, id)
  const ids = found.map(({ household }) => household)
  const [names, reachable] = await Promise.all([rowNames(deps.db, ids), verifiedMembers(deps, ids)])
  return found.flatMap(({ household, how, marked }) => {
    const known = names.get(household)
    return known ? [{ household, ...known, how, marked, reachable: reachable.has(household) }] : []
  })
}

async function householdsView({ db }: Deps, notice: string): Promise<LeakView['households']> {
  const told = await leakModels(db)
    .LeakHousehold.find({ notice })
    .sort({ _id: 1 })
    .batchSize(10_000)
    .lean<LeakHouseholdDoc[]>()
  const names = await rowNames(
    db,
    told.map(({ household }) => household),
  )
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
