import { createHash } from 'node:crypto'
import {
  type Api,
  administers,
  dayBegins,
  type FieldProblem,
  isDay,
  plainGroup,
  shanghaiDate,
  type TurnoverAsk,
  type TurnoverPlan,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { groupsOf, type RegionDoc, regionOf, regionsWithin } from '../../regions'
import { type PersonDoc, personsOf, type RoleDoc, rolesIn } from '../../residents'
import { dayProblems, pastProblems, refuseFields, requireManager } from '../manage'
import { householdText, lookedAgain } from '../supervisors'
import { type Found, knownAmong, type Named, whoIs } from '../who'
import { planRegion, type RegionPlan, type Seat } from './plan.rules'
import { planView } from './plan-view'
import { readTurnover, type SheetPost } from './read.rules'

export type Sheet = Api['POST /api/regions/:code/turnovers/preview']['body']

/** All that a sheet would change, and what stands against it. */
export interface Planned {
  plans: RegionPlan[]
  regions: ReadonlyMap<string, RegionDoc>
  persons: ReadonlyMap<string, PersonDoc>
  asks: (TurnoverAsk & { region: string })[]
  problems: FieldProblem[]
  digest: string
}

export async function previewTurnover(
  deps: Deps,
  actor: Actor,
  code: string,
  sheet: Sheet,
): Promise<TurnoverPlan> {
  return planView(await planTurnover(deps, actor, code, sheet), sheet.date, deps.clock.now())
}

export async function planTurnover(deps: Deps, actor: Actor, code: string, sheet: Sheet): Promise<Planned> {
  const now = deps.clock.now()
  await regionOf(deps, code)
  requireManager(actor, code)
  refuseFields(
    ...dayProblems('date', '起始日期', sheet.date, now),
    ...pastProblems('date', '起始日期', sheet.date, now),
  )
  const within = (await regionsWithin(deps, code)).filter(({ _id }) => administers(actor.viewer, _id))
  const read = readTurnover(sheet.text, within)
  const regions = new Map(within.map((region) => [region._id, region]))
  const roles = await rolesIn(deps.db, [...new Set(read.posts.map(({ region }) => region))])
  const found = await peopleOf(deps, read.posts, roles, sheet)
  const seats = seatsOf(found, sheet, now)
  const groups = await groupProblems(deps, read.posts)
  const persons = await everybody(deps, seats.seats, roles)
  const around = { roles, persons, by: actor.person._id, now }
  const plans = [...groupBy(seats.seats, ({ region }) => region)].map(([region, some]) =>
    planRegion(region, some, around),
  )
  return {
    plans,
    regions,
    persons,
    asks: [...seats.asks, ...householdAsks(plans, sheet)],
    problems: inLines([
      ...read.problems,
      ...groups,
      ...seats.problems,
      ...plans.flatMap((plan) => plan.problems),
    ]),
    digest: digestOf(plans, sheet.date),
  }
}

interface FoundPost {
  post: SheetPost
  found: Found
}

async function peopleOf(
  deps: Deps,
  posts: readonly SheetPost[],
  roles: readonly RoleDoc[],
  { answers }: Sheet,
): Promise<FoundPost[]> {
  const sameOf = new Map(
    answers.filter(({ answer }) => answer !== lookedAgain.value).map(({ line, answer }) => [line, answer]),
  )
  const named = posts.map(({ line, region, name, phone, household }): Named => {
    return { region, name, phone, household, same: sameOf.get(line) }
  })
  const known = await knownAmong(deps, named, roles)
  return posts.map((post, at) => ({ post, found: whoIs(deps, known, named[at] as Named) }))
}

/** A 组长 leads a group that the village has. */
async function groupProblems(deps: Deps, posts: readonly SheetPost[]): Promise<FieldProblem[]> {
  const leading = posts.filter(({ group }) => group !== undefined)
  const problems: FieldProblem[] = []
  for (const [region, some] of groupBy(leading, (post) => post.region)) {
    const known = (await groupsOf(deps, region)).map(({ name }) => plainGroup(name))
    const has =
      known.length > 0
        ? `这里有：${known.slice(0, mostNamed).join('、')}${known.length > mostNamed ? '等' : ''}。`
        : ''
    for (const { line, group = '' } of some)
      if (!known.includes(group))
        problems.push({
          ...{ field: 'text', row: line, column: '组' },
          message: `没有“${group}”。${has}请照户籍册里的写，或先在“组和片区”里加上。`,
        })
  }
  return problems
}

const mostNamed = 40

/** Today begins now: what was done this morning was still done by who held the post. */
const instantOf = (day: string, now: Date): Date =>
  new Date(Math.max(dayBegins(day).getTime(), day === shanghaiDate(now) ? now.getTime() : 0))

function seatsOf(found: readonly FoundPost[], { date }: Sheet, now: Date) {
  const seats: Seat[] = []
  const asks = new Map<string, TurnoverAsk & { region: string }>()
  const problems: FieldProblem[] = []
  for (const { post, found: one } of found) {
    const { line, region, role, group, committee } = post
    const day = post.since ?? date
    const atLine = ({ message }: FieldProblem) => problems.push({ field: 'text', row: line, message })
    if (!isDay(day) || dayProblems('text', '起始日期', day, now).length > 0)
      atLine({ field: 'text', message: `起始日期：请核对“${day}”。` })
    else if (day < shanghaiDate(now)) atLine(pastDay)
    else if (one.kind === 'wrong') atLine(one.problem)
    else if (one.kind === 'ask')
      asks.set(`${region}:${line}`, { region, line, what: 'same', text: one.text, choices: one.choices })
    else {
      const { person } = one
      seats.push({
        line,
        region,
        role,
        group,
        person,
        isNew: one.kind === 'new',
        day,
        since: instantOf(day, now),
        committee,
      })
    }
  }
  return { seats, asks: [...asks.values()], problems }
}

const pastDay = { field: 'text', message: '起始日期已经过了。换届请写今天或以后的日期。' }

async function everybody(
  { db }: Deps,
  seats: readonly Seat[],
  roles: readonly RoleDoc[],
): Promise<Map<string, PersonDoc>> {
  const known = new Map(seats.map(({ person }) => [person._id, person]))
  const others = [...new Set(roles.map(({ person }) => person))].filter((id) => !known.has(id))
  for (const person of await personsOf(db, others)) known.set(person._id, person)
  return known
}

/** The second look of 组织法 37, where nobody has looked yet. */
function householdAsks(plans: readonly RegionPlan[], { answers }: Sheet) {
  const looked = new Set(answers.filter(({ answer }) => answer === lookedAgain.value).map(({ line }) => line))
  return plans.flatMap(({ region, near }) =>
    near
      .filter(({ line }) => !looked.has(line))
      .map(({ line, name, other }) => ({
        region,
        line,
        what: 'household' as const,
        text: householdText(name, other),
        choices: [lookedAgain],
      })),
  )
}

const inLines = (problems: FieldProblem[]): FieldProblem[] =>
  problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))

/** Of what would be written: what was seen is what is done. */
function digestOf(plans: readonly RegionPlan[], date: string): string {
  const facts = plans.map(({ region, begins, ends, stays }) => [
    region,
    begins.map(({ seat }) => [seat.person._id, seat.role, seat.day, ...(seat.group ? [seat.group] : [])]),
    ends.map(({ role }) => [role._id, role.turn ?? 0]),
    stays.map(({ role }) => role._id),
  ])
  return createHash('sha256')
    .update(JSON.stringify([date, facts]))
    .digest('hex')
    .slice(0, 32)
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const one of all) {
    const group = found.get(keyOf(one))
    if (group) group.push(one)
    else found.set(keyOf(one), [one])
  }
  return found
}
