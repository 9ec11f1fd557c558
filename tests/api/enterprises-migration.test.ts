import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { features } from '../../server/src/app'
import { systemClock } from '../../server/src/clock'
import type { Feature } from '../../server/src/feature'
import { allModels, initModels } from '../../server/src/models'
import { migrate, storedIn } from '../../server/src/storage/migrations'
import { type TestDatabase, testDatabase } from '../support/database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('what stood beside a person becomes enterprises that they own, once', async () => {
  const { connection: db } = database
  const shared = { name: '演示合作社', region: '310116109213' }
  const person = (_id: string, enterprises: object[]) => ({
    _id,
    name: `示例${_id}`,
    residence: null,
    enterprises,
  })
  const people = storedIn<{ _id: string; enterprises: unknown[] }>(db, 'people')
  await people.insertMany([
    person('p-1', [shared, { name: '演示小店', region: '310116109' }]),
    person('p-2', [shared]),
    person('p-3', []),
  ] as never)
  await storedIn<{ _id: string }>(db, 'accounts').insertOne({
    ...{ _id: 'a-1', person: 'p-1', own: 'p-1', name: '微信一', openid: 'o-1' },
  } as never)
  await initModels(db)
  const migrations = (features as readonly Feature[]).flatMap((feature) => feature.migrations ?? [])
  await migrate(db, migrations, systemClock)
  const { Enterprise, EnterpriseLink, Migration } = allModels(db)
  // Cut off before it was recorded, it runs again.
  await Migration.deleteOne({ _id: 14 })
  await migrate(db, migrations, systemClock)

  const enterprises = await Enterprise.find().lean()
  const names = new Map(enterprises.map(({ _id, profile }) => [_id, profile.name]))
  expect([...names.values()].sort()).toEqual(['演示合作社', '演示小店'])
  expect(enterprises[0]).toMatchObject({ creditCode: null, held: true, registered: false, revision: 0 })
  const of = async (id: string) =>
    ((await people.findOne({ _id: id }))?.enterprises ?? []).map((one) => names.get(String(one)))
  expect(await of('p-1')).toEqual(['演示合作社', '演示小店'])
  expect(await of('p-2')).toEqual(['演示合作社'])
  expect(await of('p-3')).toEqual([])
  const links = await EnterpriseLink.find().lean()
  expect(links).toHaveLength(3)
  expect(
    links.every(({ state, role, at }) => state === 'confirmed' && role === 'owner' && at instanceof Date),
  ).toBe(true)
  expect(links.find((one) => one.person === 'p-1')).toMatchObject({ account: 'a-1', name: '微信一' })
})
