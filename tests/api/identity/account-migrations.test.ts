import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { features } from '../../../server/src/app'
import { systemClock } from '../../../server/src/clock'
import type { Feature } from '../../../server/src/feature'
import { allModels, initModels } from '../../../server/src/models'
import { migrate, storedIn } from '../../../server/src/storage/migrations'
import { type TestDatabase, testDatabase } from '../../support/database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('accounts of an earlier version keep their one openid each, and those of posts may have none', async () => {
  const { connection: db } = database
  const accounts = storedIn<{ _id: string; openid: string }>(db, 'accounts')
  await accounts.createIndex({ openid: 1 }, { unique: true })
  const person = { person: 'p', own: 'p', name: '微信用户' }
  await accounts.insertOne({ _id: 'old', openid: 'o-1', ...person } as never)
  await initModels(db)
  const migrations = (features as readonly Feature[]).flatMap((feature) => feature.migrations ?? [])
  for (let start = 0; start < 2; start++) await migrate(db, migrations, systemClock)

  const names = (await accounts.indexes()).map(({ name }) => name)
  expect(names).toContain('openid_of_wechat')
  expect(names).not.toContain('openid_1')
  const { Account } = allModels(db)
  await Account.insertMany([
    { _id: 'post-1', openid: null, ...person },
    { _id: 'post-2', openid: null, ...person },
  ])
  await expect(Account.create({ _id: 'twice', openid: 'o-1', ...person })).rejects.toMatchObject({
    code: 11_000,
  })
})
