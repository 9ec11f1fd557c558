import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import { connectStorage, type Storage } from '../../../server/src/storage/connect'
import { integrityOf } from './integrity'
import { killedAfter } from './killed'

const ROUNDS = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 3)
const BUILDER = join(__dirname, 'builder.mjs')
const WORKER = join(__dirname, '../../../server/dist/embedded-worker.js')
const SEED = 5000

interface Good {
  _id: string
  n: number
}

let dataDir: string
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hc-'))
  await opened(async (goods) => {
    const seed = Array.from({ length: SEED }, (_, i) => ({
      _id: `s${i}`,
      slot: `s${i}`,
      n: i % 7,
      text: `${'公开 '.repeat(50)}${i}`,
      tags: ['a', `t${i % 9}`],
      items: [{ sku: `s${i}/1` }, { sku: `s${i}/2` }],
    }))
    await goods.insertMany(seed)
  })
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

type Goods = ReturnType<typeof goodsOf>
const goodsOf = ({ connection }: Storage) => connection.useDb('chaos').collection<Good>('goods')

async function opened<T>(use: (goods: Goods) => Promise<T>): Promise<T> {
  const storage = await connectStorage({ dataDir, log: { warn: () => undefined, error: console.error } })
  try {
    return await use(goodsOf(storage))
  } finally {
    await storage.close()
  }
}

const QUESTIONS: Record<string, object> = {
  plain: { n: 3 },
  unique: { slot: { $gte: 's4' } },
  elements: { tags: { $in: ['b', 't5'] } },
  claimed: { 'items.sku': { $gt: '1' } },
}

it(
  'killed while it builds indexes: each is whole or not there, and no write is lost',
  async () => {
    const written: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const lines = await killedAfter(randomInt(5, 900), BUILDER, [dataDir, WORKER, String(round)])
      written.push(...lines.filter((line) => line !== 'built' && line !== 'dropped'))
      expect(integrityOf(dataDir)).toBe('ok')
      await opened(async (goods) => {
        const all = await goods.find({}).toArray()
        const there = new Set(all.map(({ _id }) => _id))
        expect(written.filter((id) => !there.has(id))).toEqual([])
        for (const { name = '' } of await goods.indexes()) {
          const question = QUESTIONS[name]
          if (question === undefined) continue
          const ids = (found: { _id: string }[]) => found.map(({ _id }) => _id).sort()
          const byIndex = await goods.find(question).toArray()
          expect(ids(byIndex)).toEqual(ids(all.filter(matcher(question as Record<string, unknown>))))
          if (name === 'unique' || name === 'claimed')
            await expect(
              goods.insertOne({ _id: 'twice', slot: 's1', items: [{ sku: 's1/1' }] } as never),
            ).rejects.toMatchObject({ code: 11000 })
        }
      })
    }
    expect(written.length).toBeGreaterThan(ROUNDS)
  },
  30_000 + ROUNDS * 10_000,
)
