// One of several processes on a data folder: writes through whatever serves it, and serves it when its turn comes.
// Each line on standard output is one acknowledged write, or the part that it has.
import { writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { connectStorage } from '../../../server/src/storage/connect'

const [dataDir = '', workerFile = '', name = ''] = process.argv.slice(2)
/**
 * Very rarely the driver (7.8) waits for ever on a connection that closed as it was written to. Whoever must go on asks
 * again, as here.
 */
async function forgotten(): Promise<never> {
  await delay(PATIENCE_MS, undefined, { ref: false })
  throw Object.assign(new Error('no answer'), { name: 'Forgotten' })
}
const PATIENCE_MS = 5000
const say = (line: string) => writeSync(1, `${line}\n`)

async function main(): Promise<void> {
  const quiet = { warn: () => undefined, error: (message: string) => process.stderr.write(`${message}\n`) }
  const storage = await connectStorage({ dataDir, workerFile, log: quiet })
  const facts = storage.connection.useDb('chaos').collection<{ _id: string }>('facts')
  let going = true
  process.stdin.once('data', () => {
    going = false
  })
  let told = ''
  const tell = () => {
    if (storage.role !== told) say(`role ${storage.role}`)
    told = storage.role
  }
  const watching = setInterval(tell, 5)
  tell()

  async function write(client: number): Promise<void> {
    for (let i = 0; going; i++) {
      const _id = `${name}-${client}-${i}`
      for (;;) {
        const inserted = facts.insertOne({ _id, slot: _id, tags: ['a', `t${i}`] } as never)
        const failure: unknown = await Promise.race([inserted, forgotten()])
          .then(() => undefined)
          .catch((error) => error)
        const { code, name: kind } = (failure ?? {}) as { code?: unknown; name?: string }
        // The reply of a write that was done may have been lost with the holder.
        if (failure === undefined || code === 11000) break
        // The driver lets a socket's EPIPE through as it is.
        if (code !== 'EPIPE' && !/Network|ServerSelection|PoolCleared|Closed|Forgotten/.test(kind ?? ''))
          throw failure
      }
      say(`wrote ${_id}`)
    }
  }

  await Promise.all([write(0), write(1), write(2)])
  clearInterval(watching)
  await storage.close()
  process.exit(0)
}

void main().catch((error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})
