import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { isIntact } from '../../server/src/features/notices'
import { allModels } from '../../server/src/models'
import { backup, replayTakedowns, restore, transfer } from '../../server/src/operations'
import { connectStorage } from '../../server/src/storage/connect'
import { peopled, renewed, type Village, type Who } from '../api/notices-setup'
import { addressFor, beginVouchers, publishedWith, switched, takenDown } from '../api/vouchers-setup'
import { testApp } from '../support/app'
import { type TestDatabase, testDatabase } from '../support/database'

let folder: string
let open: TestDatabase[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vk-'))
})
afterEach(async () => {
  for (const database of open) await database.close()
  open = []
  rmSync(folder, { recursive: true, force: true })
})

/** The data folder of an office, as its service holds it. */
async function office(name: string): Promise<TestDatabase> {
  const { connection, close } = await connectStorage({ dataDir: join(folder, name) })
  let closed: Promise<void> | undefined
  const database: TestDatabase = {
    ...{ uri: '', connection },
    close() {
      closed ??= close()
      return closed
    },
  }
  open.push(database)
  return database
}

/** Every voucher of a notice: whether the edition is what was approved, and each page the bytes that it was. */
async function whole({ connection }: Pick<TestDatabase, 'connection'>, notice: string): Promise<boolean[]> {
  const { Edition, Picture } = allModels(connection)
  const edition = await Edition.findOne({ notice }).lean()
  if (!edition?.vouchers?.length) throw new Error('no vouchers')
  const pages = edition.vouchers.flatMap((voucher) => voucher.pages)
  const stored = await Promise.all(pages.map(({ _id }) => Picture.findById(_id).lean()))
  const same = stored.map((picture, at) => {
    const data = picture?.data as unknown as { buffer: Uint8Array }
    return createHash('sha256').update(data.buffer).digest('hex') === pages[at]?.sha256
  })
  return [isIntact(edition, edition.table?.hash ?? null), ...same]
}

const ask = async (t: Village, id: string, who: Who = 'villager') => {
  const token = renewed(t, who)
  const { body, status } = await t.ask('GET /api/notices/:id/vouchers', {
    params: { id },
    query: { row: 'k1' },
    token,
  })
  const url = body.vouchers?.[0]?.pages[0]?.url
  return url ? (await t.app.inject(url)).statusCode : status
}

const noise = (): Promise<Buffer> =>
  sharp(randomBytes(3 * 80 * 60), { raw: { width: 80, height: 60, channels: 3 } })
    .png()
    .toBuffer()

it('vouchers outlive a backup and its restoring, and the way to another database, byte for byte; what was taken down since stays gone', async () => {
  const first = await office('data')
  const t = await peopled(await testApp({ database: first }))
  await beginVouchers(t)
  await switched(true)
  const [kept, leaked] = [await publishedWith(await noise()), await publishedWith(await noise())]
  const old = await addressFor(leaked)
  expect(await whole(first, kept)).toEqual([true, true])
  const file = join(folder, 'copy.sqlite')
  await backup(first.connection, file)
  await takenDown(leaked)
  await t.close()

  const done = await restore({ dataDir: join(folder, 'data'), file, stamp: 'a', replay: replayTakedowns })
  expect(done.replayed).toBe(1)
  const second = await office('data')
  const again = await testApp({ database: second, clock: t.clock })
  const villages = { ...again, token: t.token }
  expect(await whole(second, kept)).toEqual([true, true])
  expect(await ask(villages, kept)).toBe(200)
  expect([await ask(villages, leaked), (await again.app.inject(old)).statusCode]).toEqual([404, 404])
  expect(await again.deps.models.Picture.countDocuments({ notice: leaked })).toBe(0)

  const target = await testDatabase()
  open.push(target)
  const models = allModels(target.connection) as unknown as Record<string, unknown>
  await transfer({
    ...{ source: second.connection, target: target.connection, models },
    ...{ from: 'office', now: t.clock.now() },
  })
  expect(await whole(target, kept)).toEqual([true, true])
  const moved = await testApp({ database: target, clock: t.clock })
  expect(await ask({ ...moved, token: t.token }, kept)).toBe(200)
  expect(await ask({ ...moved, token: t.token }, leaked)).toBe(404)
  await again.close()
  await moved.close()
})
