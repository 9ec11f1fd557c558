import {
  type Api,
  type Ask,
  dayBegins,
  dayEnds,
  isCommittee,
  lawOfSupervisors,
  rolesOfLevel,
  roleText,
  shanghaiDate,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { groupsOf, type RegionDoc, regionOf } from '../regions'
import {
  addPersons,
  giveRoles,
  type KinAnswer,
  type PersonDoc,
  personOf,
  personsOf,
  type RoleDoc,
  removeRole,
  rolesIn,
  rolesOf,
} from '../residents'
import { dayProblems, isOwn, pastProblems, refuseFields, requireManager, yesOrNo } from './manage'
import { excludedBy, overlap, writes } from './posts.rules'
import { householdText, lookedAgain, sharedHousehold } from './supervisors'
import { postViews } from './view'
import { knownAmong, whoIs } from './who'

type Body = Api['POST /api/regions/:code/posts']['body']
type PostAnswer = Api['POST /api/regions/:code/posts']['response']

const asking = (...asks: Ask[]): PostAnswer => ({ post: null, asks })

/** Gives a post. What has to be asked first is asked, and nothing is written. */
export async function appoint(deps: Deps, actor: Actor, code: string, body: Body): Promise<PostAnswer> {
  const now = deps.clock.now()
  const region = await regionOf(deps, code)
  requireManager(actor, code)
  refuseFields(...bodyProblems(body, region, now), ...(await groupProblems(deps, code, body)))
  const roles = await rolesIn(deps.db, [code])
  const found = await personFor(deps, code, body, roles)
  if ('asks' in found) return found
  const { person } = found
  if (isOwn(actor, person._id)) throw new AppError('ownPost')
  const mine = found.isNew ? [] : (await rolesOf(deps.db, [person._id])).filter((one) => one.region === code)
  const wanted = newRole(actor, code, person, body, mine, now)
  const same = mine.find(
    (one) => one.role === wanted.role && one.group === wanted.group && overlap(one, wanted),
  )
  // Asked again, or known to everybody already.
  if (same) return { post: await viewOf(deps, same, actor), asks: [] }
  const seats = [...roles.filter((one) => !mine.includes(one)), ...mine]
  const asks = await supervisorAsks(deps, person, wanted, seats, body, region)
  if (asks.length > 0) return asking(...asks)
  const given: RoleDoc = { ...wanted, _id: freeId(wanted, mine), kin: kinOf(wanted, body, actor, now) }
  refuseExcluded(given, mine)
  await recordAct(deps, given._id, {
    act: 'roleGiven',
    by: actor,
    region: code,
    subject: person._id,
    detail: given.role,
  })
  if (found.isNew) await addPersons(deps, [person])
  await giveRoles(deps, [given])
  await refuseRaced(deps, given)
  return { post: await viewOf(deps, given, actor), asks: [] }
}

function bodyProblems(body: Body, region: RegionDoc, now: Date) {
  const { role, as, since, until, person, name } = body
  return [
    ...(rolesOfLevel[region.level].includes(role)
      ? []
      : [{ field: 'role', message: `${region.name}没有“${roleText[role]}”这个岗位。` }]),
    ...(person || name ? [] : [{ field: 'name', message: '请写姓名。' }]),
    ...dayProblems('since', '开始日期', since, now),
    ...dayProblems('until', '最后一天', until, now),
    ...pastProblems('until', '最后一天', until, now),
    ...(until && until < (since ?? shanghaiDate(now))
      ? [{ field: 'until', message: '最后一天在开始日期以前，请核对。' }]
      : []),
    ...(as === 'deputy' && !until ? [{ field: 'until', message: '代理要写清代到哪一天。' }] : []),
  ]
}

/** A 组长 leads one group of the village; nobody else has one. */
async function groupProblems(deps: Deps, code: string, { role, group }: Body) {
  if (role !== 'group-leader')
    return group === undefined ? [] : [{ field: 'group', message: '只有村民小组长要写是哪个组。' }]
  const groups = await groupsOf(deps, code)
  return groups.some(({ name }) => name === group)
    ? []
    : [{ field: 'group', message: '请选是哪个组的组长。' }]
}

/** The person who is meant; somebody of another place is not known here. */
async function personFor(
  deps: Deps,
  code: string,
  { person: id, name = '', phone = '', same }: Body,
  roles: readonly RoleDoc[],
): Promise<{ person: PersonDoc; isNew: boolean } | PostAnswer> {
  if (id !== undefined) {
    const person = await personOf(deps.db, id)
    const isHere = person?.residence?.region === code || roles.some((one) => one.person === id)
    if (!person || !isHere) throw new AppError('notFound', { message: '没有找到这个人，请写姓名和手机号。' })
    return { person, isNew: false }
  }
  const named = { region: code, name, phone, same }
  const found = whoIs(deps, await knownAmong(deps, [named], roles), named)
  switch (found.kind) {
    case 'ask':
      return asking({ what: 'same', text: found.text, choices: found.choices })
    case 'wrong':
      throw new AppError('invalidFields', { fields: [found.problem] })
    default:
      return { person: found.person, isNew: found.kind === 'new' }
  }
}

function newRole(
  actor: Actor,
  region: string,
  person: PersonDoc,
  body: Body,
  mine: readonly RoleDoc[],
  now: Date,
): RoleDoc {
  const { role, as = 'holder', since, until, committee, group } = body
  const day = dayBegins(since ?? shanghaiDate(now))
  // Given again on the day on which it ended: it goes on from there.
  const before = mine.filter((one) => one.role === role && one.until !== null && one.until <= now)
  const begins = new Date(Math.max(day.getTime(), ...before.map(({ until }) => until?.getTime() ?? 0)))
  return {
    _id: '',
    person: person._id,
    region,
    role,
    ...(group === undefined ? {} : { group }),
    since: begins,
    until: until ? dayEnds(until) : null,
    as,
    committee: committee ?? null,
    by: actor.person._id,
    givenAt: now,
    handover: until && writes({ role }) ? 'due' : null,
  }
}

/** A post that was given for the same day and taken back has its `_id` already. */
function freeId(role: RoleDoc, mine: readonly RoleDoc[]): string {
  for (let at = role.since.getTime(); ; at++) {
    const id = `${role.person}:${role.region}:${role.role}:${at}`
    if (!mine.some(({ _id }) => _id === id)) return id
  }
}

/** 组织法 37: what is asked before somebody supervises, or sits on the committee. */
async function supervisorAsks(
  { db }: Pick<Deps, 'db'>,
  person: PersonDoc,
  wanted: RoleDoc,
  seats: readonly RoleDoc[],
  { committee, kin, looked }: Body,
  { level }: RegionDoc,
): Promise<Ask[]> {
  const supervises = wanted.role === 'supervisor'
  if (supervises && (committee === true || kin === true)) throw new AppError('supervisorsApart')
  const who = person.name
  const asks: Ask[] = []
  if (committee === undefined && (supervises || (level === 'village' && wanted.role === 'clerk')))
    asks.push(yesOrNo('committee', `${who}是村民委员会成员吗？`))
  if (kin === undefined && supervises)
    asks.push(yesOrNo('kin', `${who}是村民委员会成员的近亲属吗？${lawOfSupervisors}`))
  if (asks.length > 0 || looked || !(supervises || isCommittee(wanted))) return asks
  const persons = await personsOf(db, [...new Set(seats.map((one) => one.person))])
  const byId = new Map([...persons, person].map((one) => [one._id, one]))
  const near = sharedHousehold(wanted, seats, byId)
  return near ? [{ what: 'household', text: householdText(who, near.name), choices: [lookedAgain] }] : []
}

const kinOf = (wanted: RoleDoc, { looked = false }: Body, actor: Actor, now: Date): KinAnswer | null =>
  wanted.role === 'supervisor' ? { near: false, sameHousehold: looked, by: actor.person._id, at: now } : null

function refuseExcluded(role: RoleDoc, held: readonly RoleDoc[]): void {
  const other = excludedBy(role, held)
  if (!other) return
  const message = `同一个人同时是${roleText[other.role]}，不能再当${roleText[role.role]}。${lawOfSupervisors}`
  throw new AppError('supervisorsApart', { message })
}

/** Two administrators at once: what the law keeps apart is not left standing. */
async function refuseRaced(deps: Deps, given: RoleDoc): Promise<void> {
  const held = await rolesOf(deps.db, [given.person])
  const others = held.filter((one) => one.region === given.region && one._id !== given._id)
  if (!excludedBy(given, others)) return
  await removeRole(deps, given)
  refuseExcluded(given, others)
}

async function viewOf(deps: Deps, role: RoleDoc, actor: Actor) {
  const [post] = await postViews(deps, [role], actor.person._id)
  return post ?? null
}
