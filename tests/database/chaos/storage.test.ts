import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connectStorage } from '../../../server/src/storage/connect'
import { integrityOf } from './integrity'
import { killedAfter } from './killed'

const ROUNDS = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 5)
const WRITER = join(__dirname, 'writer.mjs')
const WORKER = join(__dirname, '../../../server/dist/embedded-worker.js')

interface Fact {
  _id: string
  slot: string
  n?: number
}

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hc-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe('a server killed while it writes', () => {
  it(
    'keeps every write that it acknowledged, and its unique indexes',
    async () => {
      const acknowledged: string[] = []
      for (let round = 0; round < ROUNDS; round++) {
        acknowledged.push(
          ...(await killedAfter(randomInt(50, 600), WRITER, [dataDir, WORKER, String(round)])),
        )
        expect(integrityOf(dataDir)).toBe('ok')
        const storage = await connectStorage({ dataDir })
        const facts = storage.connection.useDb('chaos').collection<Fact>('facts')
        const found = new Map((await facts.find({}).toArray()).map((fact) => [fact._id, fact]))
        const deleted = new Set(
          acknowledged.filter((line) => line.startsWith('delete')).map((line) => line.slice(7)),
        )
        const missing = acknowledged.filter((line) => {
          const [verb, id = ''] = line.split(' ')
          if (verb === 'delete') return found.has(id)
          // A delete may have been done whose acknowledgement was lost: only every fifth is ever deleted.
          const mayBeGone = deleted.has(id) || /-\d*[49]$/.test(id)
          const fact = found.get(id)
          return fact ? verb === 'update' && fact.n !== 1 : !mayBeGone
        })
        expect(missing).toEqual([])
        expect(new Set([...found.values()].map((fact) => fact.slot)).size).toBe(found.size)
        expect(await facts.countDocuments({ tags: 'b' })).toBe(
          [...found.values()].filter((fact) => fact.n === 1).length,
        )
        await storage.close()
      }
      expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10)
    },
    ROUNDS * 10_000,
  )
})
