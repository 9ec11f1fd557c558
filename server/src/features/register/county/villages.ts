import { plainName } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type RegionDoc, regionRefs, villagesIn } from '../../regions'
import { bareVillage } from '../imports/other-village.rules'

const bareTownship = (name: string): string =>
  plainName(name).replace(/(?:人民政府|街道办事处|街道|镇|乡)$/, '')

/** Finds the village that a row names: by its code (区划代码), or by its name, where two have it with its township's. */
export async function villageFinder(
  deps: Deps,
  code: string,
): Promise<(village: string, township: string) => RegionDoc | null> {
  const villages = await villagesIn(deps, code)
  const refs = await regionRefs(
    deps,
    villages.flatMap(({ parent }) => parent ?? []),
  )
  const byCode = new Map(villages.map((one) => [one._id, one]))
  const byName = new Map<string, RegionDoc[]>()
  for (const one of villages)
    byName.set(bareVillage(one.name), [...(byName.get(bareVillage(one.name)) ?? []), one])
  const known = new Map<string, RegionDoc | null>()

  const find = (village: string, township: string): RegionDoc | null => {
    const digits = village.replace(/\D/g, '')
    if (digits.length >= 12) return byCode.get(digits.slice(0, 12)) ?? null
    const named = byName.get(bareVillage(village)) ?? []
    if (named.length === 1 && township === '') return named[0] ?? null
    const within = named.filter(
      ({ parent }) => bareTownship(refs.get(parent ?? '')?.name ?? '') === bareTownship(township),
    )
    return within.length === 1
      ? (within[0] ?? null)
      : township === '' || named.length !== 1
        ? null
        : (named[0] ?? null)
  }
  return (village, township) => {
    const key = `${township}/${village}`
    const found = known.has(key) ? (known.get(key) ?? null) : find(village, township)
    known.set(key, found)
    return found
  }
}
