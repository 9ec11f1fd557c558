import regionsJson from '../../../../config/demo/regions.json'
import type { DemoRegion } from './types'

export interface VillagePlace {
  region: DemoRegion
  /** First letters of its household codes. */
  prefix: string
  /** Name of the resettlement quarter (动迁安置小区), the last of its groups. */
  quarter: string | null
  households: number
}

export const county: DemoRegion = { ...regionsJson.county, level: 'county', parent: null, groups: [] }
export const township: DemoRegion = {
  ...regionsJson.township,
  level: 'township',
  parent: county.code,
  groups: [],
}

export const villages: VillagePlace[] = regionsJson.villages.map((one) => {
  const groups = Array.from({ length: one.groups }, (_, at) => ({ no: at + 1, name: `${at + 1}组` }))
  if (one.quarter) groups.push({ no: one.groups + 1, name: one.quarter })
  return {
    region: {
      code: one.code,
      name: one.name,
      level: 'village',
      parent: township.code,
      office: one.office,
      groups,
    },
    prefix: one.prefix,
    quarter: one.quarter,
    households: one.households,
  }
})

export const villageOf = (prefix: string): DemoRegion => {
  const found = villages.find((one) => one.prefix === prefix)
  if (!found) throw new RangeError(`no village ${prefix}`)
  return found.region
}

export const hutang = villageOf('HT')
export const regions: DemoRegion[] = [county, township, ...villages.map((one) => one.region)]
