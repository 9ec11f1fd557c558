import { type Api, householdKey, plainGroup, plainName, type RegisterPage } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { regionOf, regionRef } from '../../regions'
import type { HouseholdDoc } from '../../residents'
import { requireCounter } from '../keepers'
import { pageFrom } from '../pages'
import { householdView, verifiedAs } from './household-view'
import { type Register, registerKept } from './register-kept'

type Query = Api['GET /api/regions/:code/register']['query']

export async function registerPage(
  deps: Deps,
  actor: Actor,
  code: string,
  query: Query,
): Promise<RegisterPage> {
  const region = await regionOf(deps, code)
  const access = requireCounter(actor, code)
  const register = await registerKept(deps, code)
  const { kind = 'residence', limit = 20, cursor } = query
  const ofKind = register.households.filter((one) => one.kind === kind && one.endedAt === null)
  const head = {
    region: regionRef(region),
    access,
    numbers: numbersOf(register, ofKind),
    groups: groupsOf(register, ofKind),
  }
  if (access === 'counts') return { ...head, households: [] }
  const found = ofKind.filter((one) => fits(register, one, query))
  const { skip, next } = pageFrom(cursor, limit)
  const shown = found.slice(skip, skip + limit)
  const verified = await verifiedAs(
    deps,
    shown.flatMap(({ _id }) => register.living.get(_id) ?? []),
  )
  return {
    ...head,
    households: shown.map((one) => householdView(deps, register, one, verified)),
    ...(skip + limit < found.length ? { next } : {}),
  }
}

function numbersOf({ living }: Register, households: readonly HouseholdDoc[]) {
  const people = households.flatMap(({ _id }) => living.get(_id) ?? [])
  return {
    households: households.length,
    people: people.length,
    members: people.filter(({ residence }) => residence?.member).length,
  }
}

function groupsOf(register: Register, households: readonly HouseholdDoc[]): RegisterPage['groups'] {
  const groups = new Map<string, HouseholdDoc[]>()
  for (const one of [...households].sort((a, b) => a.group - b.group))
    groups.set(one.groupName, [...(groups.get(one.groupName) ?? []), one])
  return [...groups].map(([name, here]) => ({ name, ...numbersOf(register, here) }))
}

/** By a part of a name, or of a code. */
function fits({ living }: Register, household: HouseholdDoc, { group, place, q }: Query): boolean {
  if (group !== undefined && plainGroup(household.groupName) !== plainGroup(group)) return false
  if (place !== undefined && ![household.area, household.row, household.estate].includes(place)) return false
  if (q === undefined) return true
  const name = plainName(q)
  const code = householdKey(q)
  return (
    plainName(household.head).includes(name) ||
    (code !== '' && householdKey(household.code).includes(code)) ||
    (living.get(household._id) ?? []).some((one) => plainName(one.name).includes(name))
  )
}
