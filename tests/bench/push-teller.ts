// A worker: the push engine over a channel that answers at once. It says when each part is over.
import { randomUUID } from 'node:crypto'
import type { Channel, Reserved } from '../../server/src/channels/channel'
import { newEngine } from '../../server/src/features/push/engines'
import { allModels } from '../../server/src/models'
import { keepHeapSmall } from '../../server/src/start/memory'
import { aNotice, announceNotice } from '../support/builders'
import { depsOver, openStore } from './push-store'

const [dataDir = '', what = '', count = '0'] = process.argv.slice(2)

/** By what is told: 村简介, which everybody may read; 村民代表, of which it is asked who each reader is. */
const items: Readonly<Record<string, number>> = { notice: 1, villagers: 3 }

let accepted = 0
const channel: Channel = {
  name: 'wechat',
  limits: {},
  receiptWindowMs: 300_000,
  async reserve(requests) {
    return new Map(
      requests.map(({ delivery, person }): [string, Reserved] => [
        delivery,
        {
          kind: 'reserved',
          reservation: {
            address: person,
            template: 'published',
            provider: 'wechat',
            grant: delivery,
            fen: 0,
          },
        },
      ]),
    )
  },
  async release() {},
  async *reserved() {},
  async send() {
    accepted += 1
    return { kind: 'accepted' }
  },
  async finish() {},
  canReach: async (persons) => new Map(persons.map((person) => [person, null])),
  price: () => 0,
}

async function main(): Promise<void> {
  keepHeapSmall()
  const store = await openStore(dataDir)
  const deps = depsOver(store.db)
  const models = allModels(store.db)
  let begun = 0
  let matched = false
  const say = (part: string) =>
    process.send?.({ part, ms: performance.now() - begun, commands: store.commands() })
  const engine = newEngine(deps, {
    channels: [channel],
    reached(step) {
      if (step === 'a' && !matched) {
        matched = true
        say('matched')
      } else if (step === 'h' && accepted === Number(count)) say('told')
    },
  })
  process.on('message', async (ask: string) => {
    if (ask === 'go') {
      const item = items[what]
      if (item !== undefined) {
        const at = deps.clock.now()
        await announceNotice(models, await aNotice(models, { id: randomUUID(), item, at }), at)
      } else await engine.makeRuns()
      begun = performance.now()
      say('begun')
      engine.start()
    } else {
      await engine.stop()
      await store.close()
      process.exit(0)
    }
  })
  say('ready')
}

void main()
