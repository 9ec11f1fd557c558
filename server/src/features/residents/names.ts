import { type Names, namesOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { registerMark, residentModels } from './residents.model'
import { isOrdinaryWord } from './words.rules'

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

const countyDigits = 6

async function readNames({ db }: Pick<Deps, 'db'>, region: string): Promise<string[]> {
  const { Household, Person } = residentModels(db)
  const begins = { $regex: `^${region}` }
  if (region.length <= countyDigits) {
    // Two plain reads: a county's register is more than a pipeline may hold.
    const [households, persons] = await Promise.all([
      Household.find({ region: begins }, { head: 1 }).batchSize(batchSize).lean<{ head: string }[]>(),
      Person.find({ 'residence.region': begins }, { name: 1 })
        .batchSize(batchSize)
        .lean<{ name: string }[]>(),
    ])
    return [...households.map(({ head }) => head), ...persons.map(({ name }) => name)]
  }
  const households = await Household.aggregate<{ head: string; members: { name: string }[] }>([
    { $match: { region: begins } },
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
