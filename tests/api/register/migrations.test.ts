import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { systemClock } from '../../../server/src/clock'
import { residents } from '../../../server/src/features/residents'
import { initModels } from '../../../server/src/models'
import { migrate } from '../../../server/src/storage/migrations'
import { type TestDatabase, testDatabase } from '../../support/database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('households of before have a kind, and a 承包户 may have the code of a 户籍户', async () => {
  const { connection: db } = database
  const households = db.collection<{ _id: string }>('households')
  const old = { region: '310116109213', code: '012', group: 1, groupName: '1组', head: '沈国良' }
  await households.createIndex({ region: 1, code: 1 }, { unique: true })
  await households.insertOne({ _id: '310116109213:012', ...old })
  await initModels(db)
  expect(await migrate(db, residents.migrations, systemClock)).toBe(2)
  expect(await households.findOne({ _id: '310116109213:012' })).toEqual({
    _id: '310116109213:012',
    ...old,
    ...{ kind: 'residence', tied: [], area: null, row: null, estate: null, building: '', endedAt: null },
  })
  await households.insertOne({ _id: '310116109213:c:012', ...old, kind: 'contract' } as { _id: string })
  const again = { _id: 'x', ...old, kind: 'residence' } as { _id: string }
  await expect(households.insertOne(again)).rejects.toMatchObject({ code: 11_000 })
  expect(await migrate(db, residents.migrations, systemClock)).toBe(0)
})
