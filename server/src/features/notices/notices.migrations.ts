import { plainName } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { type Migration, rewrite, storedIn } from '../../storage/migrations'

/** 失独, 残疾, 优抚, 计生 in the villages' catalogue, as it was then. */
const items = [14, 18, 19, 25]
const village = /^[0-9]{12}$/

interface OldEdition {
  _id: string
  region: string
  table: { columns: { kind: string }[] } | null
}
interface OldRow {
  _id: string
  edition: string
  region: string
  household: string | null
  cells: (string | number | null)[]
}
interface Person {
  _id: string
  name: string
  residence: { household: string }
}

export const noticeMigrations: readonly Migration[] = [
  {
    no: 16,
    name: 'rows of 残疾, 优抚, 失独 and 计生 belong to a person',
    async run(db) {
      const found = await storedIn<OldEdition & { item: number }>(db, 'editions')
        .find({ item: { $in: items }, table: { $ne: null } })
        .toArray()
      const editions = new Map(
        found.filter(({ region }) => village.test(region)).map((one) => [one._id, one]),
      )
      if (editions.size === 0) return
      const shape = { home: { $exists: false }, edition: { $in: [...editions.keys()] } }
      await rewrite<OldRow>(db, 'editionrows', shape, async (page) => {
        const people = await livingIn(db, [...new Set(page.flatMap(({ household }) => household ?? []))])
        return page.map((row) => {
          const columns = editions.get(row.edition)?.table?.columns ?? []
          const name = row.cells[columns.findIndex(({ kind }) => kind === 'name')]
          return { $set: { household: ownerOf(row, String(name ?? ''), people), home: row.household } }
        })
      })
    },
  },
]

/** Exactly one living resident of that name in the household; else the row is nobody's. */
function ownerOf(
  { region, household }: OldRow,
  name: string,
  people: ReadonlyMap<string, Person[]>,
): string | null {
  const named = (people.get(household ?? '') ?? []).filter(
    (person) => name !== '' && plainName(person.name) === plainName(name),
  )
  return named.length === 1 ? `${region}:p:${named[0]?._id}` : null
}

/** Also of a 承包户 or 成员户: who lives in the 户籍户 that it belongs to. */
async function livingIn(db: Connection, households: readonly string[]): Promise<Map<string, Person[]>> {
  const homes = await storedIn<{ _id: string; tied: string[] }>(db, 'households')
    .find({ tied: { $in: [...households] } })
    .toArray()
  const within = new Map(
    households.map((one) => [
      one,
      [one, ...homes.filter(({ tied }) => tied.includes(one)).map(({ _id }) => _id)],
    ]),
  )
  const people = await storedIn<Person & { 'residence.state': string }>(db, 'people')
    .find({ 'residence.household': { $in: [...within.values()].flat() }, 'residence.state': 'living' })
    .toArray()
  return new Map(
    [...within].map(([one, some]) => [
      one,
      people.filter(({ residence }) => some.includes(residence.household)),
    ]),
  )
}
