import {
  plainDateText,
  type RegionRef,
  shanghaiDate,
  type TurnoverAsk,
  type TurnoverMove,
  type TurnoverPlan,
  type TurnoverVillage,
} from '@hutang/shared'
import { regionRef } from '../../regions'
import type { RoleDoc } from '../../residents'
import { postText, type RegionPlan } from './plan.rules'
import type { Planned } from './preview'

/** What a sheet would change, place by place, as its administrator reads it. */
export function planView(planned: Planned, date: string, now: Date): TurnoverPlan {
  const { plans, asks, problems, digest } = planned
  const count = (of: (plan: RegionPlan) => readonly unknown[]) =>
    plans.reduce((sum, plan) => sum + of(plan).length, 0)
  const asked = [...new Set(asks.map(({ region }) => region))].filter(
    (region) => !plans.some((plan) => plan.region === region),
  )
  return {
    date,
    villages: [
      ...plans.map((plan) => villageView(plan, planned, now)),
      ...asked.map((region) => onlyAsked(region, planned)),
    ],
    problems: [...problems],
    counts: {
      villages: plans.length + asked.length,
      ends: count(({ ends }) => ends),
      stays: count(({ stays }) => stays),
      begins: count(({ begins }) => begins),
      asks: asks.length,
    },
    digest,
  }
}

const refIn = ({ regions }: Planned, code: string): RegionRef => {
  const region = regions.get(code)
  return region ? regionRef(region) : { code, name: code, level: 'village' }
}

const asksIn = ({ asks }: Planned, code: string): TurnoverAsk[] =>
  asks.filter(({ region }) => region === code).map(({ region: _, ...ask }) => ask)

const onlyAsked = (code: string, planned: Planned): TurnoverVillage => ({
  region: refIn(planned, code),
  ends: [],
  stays: [],
  begins: [],
  kept: [],
  warnings: [],
  asks: asksIn(planned, code),
})

function villageView(plan: RegionPlan, planned: Planned, now: Date): TurnoverVillage {
  const nameOf = (person: string) => planned.persons.get(person)?.name ?? ''
  const move = (role: RoleDoc, line: number | null, isNew = false): TurnoverMove => ({
    line,
    name: nameOf(role.person),
    role: role.role,
    roleText: postText(role),
    since: shanghaiDate(role.since),
    isNew,
  })
  return {
    region: refIn(planned, plan.region),
    ends: plan.ends.map(({ role }) => move(role, null)),
    stays: plan.stays.map(({ role, line }) => move(role, line)),
    begins: plan.begins.map(({ role, seat }) => move(role, seat.line, seat.isNew)),
    kept: plan.kept.map(
      (role) =>
        `${postText(role)} ${nameOf(role.person)}${role.until ? `（${plainDateText(shanghaiDate(role.until), now)}前）` : ''}`,
    ),
    warnings: [...new Set(plan.warnings)],
    asks: asksIn(planned, plan.region),
  }
}
