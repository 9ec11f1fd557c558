// What the processes of the push bench share: the database of another process, and what features are given.
import { startEmbedded } from '@hutang/embedded-db'
import mongoose from 'mongoose'
import { features } from '../../server/src/app'
import { WeChatClient } from '../../server/src/channels/wechat'
import { systemClock } from '../../server/src/clock'
import { readConfig } from '../../server/src/config'
import type { Deps } from '../../server/src/deps'
import { createSignal } from '../../server/src/signal'
import { limitOperations } from '../../server/src/storage/limits'
import { createMarks } from '../../server/src/storage/marks'

export const log: Deps['log'] = { info() {}, warn: console.error, error: console.error, debug() {} }

export interface Opened {
  db: mongoose.Connection
  /** Another database of the same server. */
  beside(name: string): Promise<mongoose.Connection>
  /** How many commands were sent so far. */
  commands(): number
  close(): Promise<void>
}

/** As a guest of the process that holds the folder. */
export async function openStore(dataDir: string): Promise<Opened> {
  const embedded = await startEmbedded({ dataDir, log })
  if (embedded.role !== 'guest') throw new Error('the database is to be held by another process')
  const opened: mongoose.Connection[] = []
  const open = async (uri: string) => {
    const db = await mongoose.createConnection(uri, { monitorCommands: true, autoIndex: false }).asPromise()
    opened.push(db)
    return db
  }
  const db = await open(embedded.uri)
  limitOperations(db)
  let commands = 0
  db.getClient().on('commandStarted', () => {
    commands += 1
  })
  return {
    db,
    beside: (name) => open(embedded.uri.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)),
    commands: () => commands,
    async close() {
      await Promise.all(opened.map((one) => one.close()))
      await embedded.close()
    },
  }
}

export function depsOver(db: mongoose.Connection): Deps {
  const { config: read, clock } = { config: readConfig(process.env), clock: systemClock }
  const { appid, secret } = read.wechat
  return {
    config: { ...read, demo: false },
    clock,
    db,
    marks: createMarks(db, log),
    work: createSignal(),
    features,
    wechat: new WeChatClient({ appid, secret, clock, baseUrl: 'http://127.0.0.1:9' }),
    log,
  }
}
