import { MongoError } from '../errors'
import type { Command } from './command'

const ok: Command = () => ({ ok: 1 })

// What a standalone MongoDB 7.0 answers: no replica set, so drivers ask for no transactions or retries.
const hello: Command = (_command, context) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: context.now,
  logicalSessionTimeoutMinutes: 30,
  connectionId: 1,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
})

const buildInfo: Command = () => ({
  version: '7.0.0',
  versionArray: [7, 0, 0, 0],
  gitVersion: 'embedded',
  modules: [],
  maxBsonObjectSize: 16_777_216,
  ok: 1,
})

/** Not MongoDB's: its tools copy what they read. */
const backup: Command = (command, context) => {
  if (!context.backups) throw new MongoError(59, "no such command: 'backup'")
  return context.backups.start(command.backup)
}
const backupStatus: Command = (_command, context) => context.backups?.status() ?? { state: 'none', ok: 1 }

export const adminCommands: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: ok,
  backup,
  backupStatus,
  buildInfo,
  endSessions: ok,
}
