import type { Deps } from '../../../deps'
import { ensurePlaces, groupNumbers } from '../places'
import { type ImportDoc, type LineDoc, registerModels } from '../register.model'
import { lineIds } from './lines'
import type { Names } from './steps'

/** The groups and places that the households of an import speak of, made where they are not there yet. */
export async function namesOf(
  deps: Deps,
  { _id, region }: Pick<ImportDoc, '_id' | 'region'>,
): Promise<Names> {
  const lines = await registerModels(deps.db)
    .RegisterLine.find({ ...lineIds.all(_id), of: 'household' }, { now: 1, was: 1 })
    .batchSize(10_000)
    .lean<Pick<LineDoc, 'now' | 'was'>[]>()
  const households = lines.flatMap(({ now, was }) => [now, was].filter((one) => one !== null))
  const group = await groupNumbers(
    deps,
    region,
    households.map((one) => one.group),
  )
  const place = await ensurePlaces(
    deps,
    region,
    households.flatMap((one) => [
      { kind: 'area' as const, name: one.area },
      { kind: 'row' as const, name: one.line },
      { kind: 'estate' as const, name: one.estate },
    ]),
  )
  return { group, place }
}
