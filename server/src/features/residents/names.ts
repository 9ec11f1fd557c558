import { type Names, namesOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { residentModels } from './residents.model'
import { isOrdinaryWord } from './words.rules'

/** Moves with every change of who stands in a region's register, under what name. */
const registerMark = (region: string): string => `register:${region}`

const mebibyte = 1024 * 1024
const bytesOfName = 200
const kept = cacheByMarks<Names>({
  maxBytes: 32 * mebibyte,
  bytesOf: ({ size }) => 300 + size * bytesOfName,
  ttlMs: longestUnseenMs,
})

/** One answer instead of pages of a hundred. */
const batchSize = 100_000

/** The names of everybody in the register of a place and of what lies in it, also of who moved or died. Kept in memory. */
export const namesIn = (deps: Pick<Deps, 'db' | 'marks'>, region: string): Promise<Names> =>
  kept(deps).get(
    region,
    async () => namesOf(await readNames(deps, region), isOrdinaryWord),
    () => [registerMark(region)],
  )

async function readNames({ db }: Pick<Deps, 'db'>, region: string): Promise<string[]> {
  const { Household, Person } = residentModels(db)
  const households = await Household.aggregate<{ head: string; members: { name: string }[] }>([
    { $match: { region: { $regex: `^${region}` } } },
    {
      $lookup: {
        from: Person.collection.name,
        localField: '_id',
        foreignField: 'residence.household',
        as: 'members',
      },
    },
    { $project: { head: 1, 'members.name': 1 } },
  ]).option({ batchSize })
  return households.flatMap(({ head, members }) => [head, ...members.map(({ name }) => name)])
}
