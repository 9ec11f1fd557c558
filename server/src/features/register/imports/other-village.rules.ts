import { plainName, plainRegionCode, type RegisterRow } from '@hutang/shared'
import type { RegionDoc } from '../../regions'

/** 护塘, of 护塘村村民委员会. */
export const bareVillage = (name: string): string =>
  plainName(name).replace(/(?:村民委员会|居民委员会|村委会|居委会|社区|村|居)$/, '')

/** Why a file is not this village's: its own column (村, 区划代码) names another. Null where none does. */
export function otherVillage(
  regions: ReadonlyMap<string, RegionDoc>,
  here: RegionDoc,
  rows: readonly RegisterRow[],
): string | null {
  const others = new Map<string, string>()
  for (const { _id, name, level } of regions.values())
    if (level === 'village' && _id !== here._id) others.set(bareVillage(name), name)
  others.delete(bareVillage(here.name))
  const nameOf = (written: string): string | undefined => {
    const code = plainRegionCode(written)
    if (code === null) return others.get(bareVillage(written))
    return code === here._id ? undefined : (regions.get(code)?.name ?? code)
  }
  const known = new Map<string, string | undefined>()
  const found = rows.flatMap(({ facts: { row }, region }) => {
    if (!known.has(region)) known.set(region, nameOf(region))
    const name = known.get(region)
    return name === undefined ? [] : [{ row, name }]
  })
  const [first] = found
  if (!first) return null
  return `第${first.row}行写的是“${first.name}”，不是${here.name}，这样的一共${found.length}行。请选${here.name}的文件，或只留${here.name}的行再来。`
}
