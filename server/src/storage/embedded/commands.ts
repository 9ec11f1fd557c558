import { adminCommands } from './commands-admin'
import { readCommands } from './commands-read'
import { writeCommands } from './commands-write'
import type { Cursors } from './cursors'
import type { Engine } from './engine'
import { errorReply, MongoError } from './errors'
import type { Doc } from './values'

export interface CommandContext {
  engine: Engine
  cursors: Cursors
  database: string
  now: Date
}

export type Command = (command: Doc, context: CommandContext) => Doc

const COMMANDS = new Map<string, Command>([
  ...Object.entries(adminCommands),
  ...Object.entries(readCommands),
  ...Object.entries(writeCommands),
])
const WRITES = new Set([
  ...Object.keys(writeCommands),
  'create',
  'drop',
  'dropDatabase',
  'createIndexes',
  'dropIndexes',
  'collMod',
])

export const commandNames = () => [...COMMANDS.keys()].sort()

/** One command to its reply; a failure is a reply too, and leaves nothing of itself behind. */
export function runCommand(command: Doc, context: CommandContext): Doc {
  const name = Object.keys(command)[0] ?? ''
  const run = COMMANDS.get(name)
  if (!run) return errorReply(new MongoError(59, `no such command: '${name}'`))
  if (
    command.txnNumber !== undefined &&
    (command.startTransaction === true || command.autocommit === false)
  ) {
    return errorReply(
      new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos'),
    )
  }
  try {
    return WRITES.has(name) ? inSavepoint(context.engine, () => run(command, context)) : run(command, context)
  } catch (error) {
    return errorReply(error)
  }
}

function inSavepoint(engine: Engine, run: () => Doc): Doc {
  const { db } = engine
  db.begin()
  db.run('SAVEPOINT command')
  try {
    const reply = run()
    db.run('RELEASE command')
    return reply
  } catch (error) {
    if (!db.lost) {
      db.run('ROLLBACK TO command')
      db.run('RELEASE command')
      engine.catalog.reload()
    }
    throw error
  }
}
