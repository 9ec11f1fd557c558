import type { Deps } from '../../deps'
import { publicMark } from '../../http/public-cache'
import { insertMissing } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import { regionsMark } from './regions'
import { type RegionDoc, regionModels } from './regions.model'

type Writing = Pick<Deps, 'db' | 'marks'>

/** What visitors are answered is kept under a mark of its own. */
const marks = [regionsMark, publicMark]

/** Registers places; one that is there stays as it is. */
export async function addRegions(deps: Writing, regions: readonly RegionDoc[]): Promise<void> {
  await moveAfter(deps.marks, marks, () => insertMissing(regionModels(deps.db).Region, regions))
}

/** Names and offices of places that are there. */
export async function changeRegions(
  deps: Writing,
  changes: readonly Pick<RegionDoc, '_id' | 'name' | 'office'>[],
): Promise<void> {
  if (changes.length === 0) return
  await moveAfter(deps.marks, marks, () =>
    regionModels(deps.db).Region.bulkWrite(
      changes.map(({ _id, ...set }) => ({ updateOne: { filter: { _id }, update: { $set: set } } })),
    ),
  )
}

/** What SMS may cost the place in a month; null: nothing. */
export async function setSmsMoney(
  deps: Writing,
  region: string,
  smsMonthlyFen: number | null,
): Promise<void> {
  await moveAfter(deps.marks, marks, () =>
    regionModels(deps.db).Region.updateOne({ _id: region }, { $set: { smsMonthlyFen } }),
  )
}

/** 单据公开, for a place and all below it. */
export async function setVouchers(deps: Writing, region: string, vouchers: boolean): Promise<void> {
  await moveAfter(deps.marks, marks, () =>
    regionModels(deps.db).Region.updateOne({ _id: region }, { $set: { vouchers } }),
  )
}
