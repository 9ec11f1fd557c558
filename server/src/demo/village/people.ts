import landOfGroup15 from '../../../../config/demo/land-of-group-15.json'
import names from '../../../../config/demo/names.json'
import personasJson from '../../../../config/demo/personas.json'
import { around, type Chance, chance } from './chance'
import { type VillagePlace, villages } from './places'
import type { DemoHousehold, DemoLand, DemoResident } from './types'

/** The group whose land-transfer figures a published table gives. */
export const landGroup = 15

const headOf = new Map(
  personasJson.flatMap((one) => (one.household ? [[one.household, one.name] as const] : [])),
)

export const householdCode = (prefix: string, group: number, at: number): string =>
  `${prefix}-${String(group).padStart(2, '0')}-${String(at).padStart(3, '0')}`

/** How many households each group has: the group of the table its own number, the quarter a tenth, the rest alike. */
function sizes(village: VillagePlace): number[] {
  if (!village.quarter)
    return village.region.groups.map(() => village.households / village.region.groups.length)
  const quarter = village.households / 10
  const rest = village.households - quarter - landOfGroup15.rows.length
  const others = village.region.groups.length - 2
  let extra = rest % others
  return village.region.groups.map(({ no }) => {
    if (no === landGroup) return landOfGroup15.rows.length
    if (no === village.region.groups.length) return quarter
    return Math.floor(rest / others) + (extra-- > 0 ? 1 : 0)
  })
}

/** About a mu and a half a person, as in the table; a household that farms some itself has transferred less. */
function land(random: Chance, quarter: boolean): DemoLand {
  const shared = random.below(10) === 0 ? 0 : random.between(1, 5)
  const contracted = quarter
    ? shared * random.between(0, 40)
    : shared * 151 - random.between(0, 40) * Math.min(shared, 1)
  const kept = contracted > 150 && random.below(6) === 0 ? random.between(20, 90) : 0
  return { shared, contracted, confirmed: contracted, transferred: contracted - kept }
}

function householdsOf(village: VillagePlace): DemoHousehold[] {
  const random = chance(Number(village.region.code.slice(-6)))
  const taken = new Set<string>(headOf.values())
  const freshName = () => {
    for (;;) {
      const name =
        around(names.surnames, random.below(names.surnames.length)) +
        around(random.below(3) === 0 ? names.elders : names.adults, random.below(24))
      if (!taken.has(name)) {
        taken.add(name)
        return name
      }
    }
  }
  return sizes(village).flatMap((size, at) => {
    const group = around(village.region.groups, at)
    return Array.from({ length: size }, (_, place): DemoHousehold => {
      const code = householdCode(village.prefix, group.no, place + 1)
      const published =
        village.prefix === 'HT' && group.no === landGroup ? landOfGroup15.rows[place] : undefined
      const drawn = land(random, group.name === village.quarter)
      const name = freshName()
      return {
        code,
        region: village.region.code,
        group: group.no,
        groupName: group.name,
        head: headOf.get(code) ?? name,
        land: published ? { ...published } : drawn,
      }
    })
  })
}

/** Numbers of the invented block 199 0000, in the order of the register. */
const phoneOf = (serial: number): string => `1990000${String(serial).padStart(4, '0')}`

function residentsOf(household: DemoHousehold, serial: number): DemoResident[] {
  const random = chance(serial * 7919 + 17)
  const surname = household.head.slice(0, 1)
  const base = { region: household.region, household: household.code }
  const id = (at: number) => `r-${household.code.toLowerCase()}-${at}`
  const head: DemoResident = {
    ...base,
    id: id(1),
    name: household.head,
    memberOf: true,
    headOfHousehold: true,
    phone: phoneOf(serial),
  }
  const spouse: DemoResident = {
    ...base,
    id: id(2),
    name: around(names.surnames, random.below(30)) + around(names.adults, random.below(26)),
    memberOf: random.below(8) !== 0,
    headOfHousehold: false,
  }
  const child: DemoResident = {
    ...base,
    id: id(3),
    name: surname + around(names.young, random.below(16)),
    memberOf: random.below(5) !== 0,
    headOfHousehold: false,
  }
  return [head, spouse, child].slice(0, random.between(1, 3))
}

export function people(): { households: DemoHousehold[]; residents: DemoResident[] } {
  const households = villages.flatMap(householdsOf)
  return { households, residents: households.flatMap((household, at) => residentsOf(household, at + 1)) }
}
