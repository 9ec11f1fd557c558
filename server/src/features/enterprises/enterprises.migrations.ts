import { createHash } from 'node:crypto'
import { blankProfile } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { type Migration, rewrite, storedIn } from '../../storage/migrations'

interface Named {
  name: string
  region: string
}

interface OldPerson {
  _id: string
  name: string
  enterprises: Named[]
}

interface OldAccount {
  _id: string
  person: string
  name: string
}

const idOf = ({ name, region }: Named): string =>
  `e-${createHash('sha256').update(`${region} ${name}`).digest('hex').slice(0, 24)}`

/** Made once, also by two processes; the day is the database's own. */
const ensure = (db: Connection, collection: string, _id: string, doc: object, at: readonly string[]) =>
  storedIn<{ _id: string }>(db, collection).updateOne(
    { _id },
    { $setOnInsert: doc, $currentDate: Object.fromEntries(at.map((field) => [field, true as const])) },
    { upsert: true },
  )

async function ensureEnterprise(db: Connection, named: Named): Promise<string> {
  const { creditCode: _none, ...profile } = { ...blankProfile(named.name), region: named.region }
  const made = { creditCode: null, profile, registered: false, held: true, revision: 0, owed: false }
  await ensure(db, 'enterprises', idOf(named), made, ['createdAt', 'changedAt'])
  return idOf(named)
}

async function ensureLink(
  db: Connection,
  { _id: person, name }: OldPerson,
  account: OldAccount | undefined,
  { region, ...named }: Named,
): Promise<string> {
  const enterprise = await ensureEnterprise(db, { region, ...named })
  const made = {
    ...{ enterprise, person, account: account?._id ?? '', name: account?.name ?? name, role: 'owner' },
    ...{ state: 'confirmed', by: 'stored', region, draft: null, revision: 0, version: 0, reason: null },
    ...{ settledBy: null, owed: false },
  }
  await ensure(db, 'enterpriselinks', `${enterprise}:${person}`, made, ['at', 'settledAt'])
  return enterprise
}

export const enterpriseMigrations: readonly Migration[] = [
  {
    no: 14,
    name: 'what stood beside a person are enterprises that they own',
    run: (db) =>
      rewrite<OldPerson>(db, 'people', { 'enterprises.name': { $exists: true } }, async (page) => {
        const accounts = await storedIn<OldAccount>(db, 'accounts')
          .find({ person: { $in: page.map(({ _id }) => _id) } })
          .toArray()
        const accountOf = new Map(accounts.map((one) => [one.person, one]))
        return Promise.all(
          page.map(async (person) => {
            const ids: string[] = []
            for (const named of person.enterprises)
              ids.push(await ensureLink(db, person, accountOf.get(person._id), named))
            return { $set: { enterprises: [...new Set(ids)] } }
          }),
        )
      }),
  },
]
