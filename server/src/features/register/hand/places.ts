import type { Api, RegisterPlace } from '@hutang/shared'
import { plainGroup } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { type GroupDoc, groupsOf, regionOf, removeGroup, renameGroup } from '../../regions'
import { type HouseholdDoc, leadersIn, type RegisterStep, registerMark, writeRegister } from '../../residents'
import { changeWritten, countChange } from '../busy'
import { requireKeeper } from '../keepers'
import { groupNumbers, newPlace } from '../places'
import { registerKept } from '../reading/register-kept'
import { type PlaceDoc, registerModels } from '../register.model'
import { refuse, requirePlaceWords } from './words'

type Places = Api['GET /api/regions/:code/register/places']['response']
type New = Api['POST /api/regions/:code/register/places']['body']
type Change = Api['PUT /api/regions/:code/register/places/:place']['body']
type Assign = Api['POST /api/regions/:code/register/places/:place/households']['body']

/** A group (村民小组) is of the region; the other places are the register's own. */
type Found = { group: GroupDoc; place: null } | { group: null; place: PlaceDoc }

const fields = { area: 'area', row: 'row', estate: 'estate' } as const

export async function placesView(deps: Deps, actor: Actor, region: string): Promise<Places> {
  await regionOf(deps, region)
  requireKeeper(actor, region)
  const [register, groups, leaders] = await Promise.all([
    registerKept(deps, region),
    groupsOf(deps, region),
    leadersIn(deps, region),
  ])
  const homes = register.households.filter(({ kind, endedAt }) => kind === 'residence' && endedAt === null)
  const count = (of: (household: HouseholdDoc) => boolean) => homes.filter(of).length
  return {
    places: [
      ...groups.map((group) =>
        groupView(
          group,
          count((one) => one.group === group.no),
          leaders.filter((one) => one.group === plainGroup(group.name)).map((one) => one.name),
        ),
      ),
      ...[...register.places.values()].map((place) =>
        placeView(
          place,
          count((one) => one[fields[place.kind]] === place._id),
        ),
      ),
    ],
    unplaced: { area: count(({ area }) => area === null), row: count(({ row }) => row === null) },
  }
}

/** Who leads a group is a post (岗位), given where posts are. */
const groupView = (
  { _id, name }: GroupDoc,
  households: number,
  leaders: readonly string[],
): RegisterPlace => ({
  id: _id,
  kind: 'group',
  ...{ name, keeper: leaders.join('、'), households },
})

const placeView = ({ _id, kind, name, keeper }: PlaceDoc, households: number): RegisterPlace => ({
  id: _id,
  ...{ kind, name, keeper, households },
})

async function begin(
  deps: Deps,
  actor: Actor,
  region: string,
  words: Parameters<typeof requirePlaceWords>[0],
): Promise<void> {
  await regionOf(deps, region)
  requireKeeper(actor, region)
  requirePlaceWords(words)
}

async function find(deps: Deps, region: string, id: string): Promise<Found> {
  const place = await registerModels(deps.db).RegisterPlace.findOne({ _id: id, region }).lean<PlaceDoc>()
  if (place) return { place, group: null }
  const group = (await groupsOf(deps, region)).find(({ _id }) => _id === id)
  if (!group) throw new AppError('notFound', { message: '没有找到这一处，请刷新后再看。' })
  return { group, place: null }
}

/** After it is done. */
async function noted(deps: Deps, actor: Actor, region: string, id: string): Promise<RegisterPlace> {
  await noteAct(deps, { act: 'registerChanged', by: actor, region, subject: id })
  return viewOf(deps, actor, region, id)
}

async function viewOf(deps: Deps, actor: Actor, region: string, id: string): Promise<RegisterPlace> {
  const { places } = await placesView(deps, actor, region)
  const found = places.find((one) => one.id === id)
  if (!found) throw new AppError('notFound', { message: '没有找到这一处，请刷新后再看。' })
  return found
}

const taken = (name: string) => refuse('name', `名称：“${name}”已经有了。`)

export async function addPlace(deps: Deps, actor: Actor, region: string, body: New): Promise<RegisterPlace> {
  const { kind, keeper = '' } = body
  await begin(deps, actor, region, { name: body.name, keeper })
  const name = kind === 'group' ? plainGroup(body.name) : body.name.trim()
  if (name === '') throw refuse('name', '名称：不能为空。')
  if (kind === 'group') {
    if ((await groupsOf(deps, region)).some((group) => plainGroup(group.name) === name)) throw taken(name)
    const no = (await groupNumbers(deps, region, [name]))(name)
    await deps.marks.move(registerMark(region))
    return noted(deps, actor, region, `${region}:${no}`)
  }
  const place = newPlace(region, kind, name, keeper.trim())
  const made = await moveAfter(deps.marks, [registerMark(region)], () =>
    insertOnce(registerModels(deps.db).RegisterPlace, place),
  )
  if (!made) throw taken(name)
  return noted(deps, actor, region, place._id)
}

export async function changePlace(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  body: Change,
): Promise<RegisterPlace> {
  await begin(deps, actor, region, { name: body.name, keeper: body.keeper })
  const { group, place } = await find(deps, region, id)
  const { places } = await placesView(deps, actor, region)
  const kind = group ? 'group' : place.kind
  const name = body.name?.trim()
  if (name && places.some((one) => one.id !== id && one.kind === kind && one.name === name)) throw taken(name)
  if (group) await renamed(deps, region, group, name ?? group.name)
  else {
    const set = {
      ...(name ? { name } : {}),
      ...(body.keeper === undefined ? {} : { keeper: body.keeper.trim() }),
    }
    await moveAfter(deps.marks, [registerMark(region)], () =>
      registerModels(deps.db).RegisterPlace.updateOne({ _id: id }, { $set: set }),
    )
  }
  return noted(deps, actor, region, id)
}

/** The group first: households that a crash left with the old name are renamed by asking again. */
async function renamed(deps: Deps, region: string, { no }: GroupDoc, name: string): Promise<void> {
  await countChange(deps.db, region)
  await renameGroup(deps, region, no, name)
  const { households } = await registerKept(deps, region)
  await writeRegister(
    deps,
    region,
    households
      .filter((one) => one.group === no && one.groupName !== name)
      .map(
        ({ _id, groupName }): RegisterStep => ({
          of: 'household',
          id: _id,
          was: { groupName },
          set: { groupName: name },
        }),
      ),
  )
  await changeWritten(deps.db, region)
}

/** Puts households there, in bulk. */
export async function assignHouseholds(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  { households, building }: Assign,
): Promise<RegisterPlace> {
  await begin(deps, actor, region, { building })
  const { group, place } = await find(deps, region, id)
  const register = await registerKept(deps, region)
  const chosen = [...new Set(households)].map((one) => {
    const household = register.byId.get(one)
    if (!household || household.endedAt) throw new AppError('householdNotFound')
    return household
  })
  await countChange(deps.db, region)
  const set = group
    ? { group: group.no, groupName: group.name }
    : { [fields[place.kind]]: place._id, ...(building === undefined ? {} : { building: building.trim() }) }
  await writeRegister(
    deps,
    region,
    chosen.map(({ _id }): RegisterStep => ({ of: 'household', id: _id, was: { endedAt: null }, set })),
  )
  await changeWritten(deps.db, region)
  return noted(deps, actor, region, id)
}

export async function removePlace(deps: Deps, actor: Actor, region: string, id: string): Promise<void> {
  await begin(deps, actor, region, {})
  const { group } = await find(deps, region, id)
  const { households } = await viewOf(deps, actor, region, id)
  if (households > 0)
    throw new AppError('wrongState', { message: `还有${households}户在这里，先把它们换到别处。` })
  await moveAfter(deps.marks, [registerMark(region)], async () => {
    if (group) await removeGroup(deps, region, group.no)
    else await registerModels(deps.db).RegisterPlace.deleteOne({ _id: id })
  })
  await noteAct(deps, { act: 'registerChanged', by: actor, region, subject: id })
}
