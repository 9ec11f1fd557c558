import type { Database } from '../engine/database'
import type { Engine } from '../engine/engine'
import { abandon, isSteps, type Steps } from '../engine/steps'
import { errorReply, Interrupted, MongoError } from '../errors'
import { type Doc, toNumber } from '../values/values'
import type { Command, CommandContext } from './command'
import { checkCommand } from './command-checks'
import { adminCommands } from './commands-admin'
import { collectionCommands } from './commands-collections'
import { indexCommands } from './commands-indexes'
import { listingCommands } from './commands-listing'
import { readCommands } from './commands-read'
import { writeCommands } from './commands-write'

const COMMANDS = new Map<string, Command>([
  ...Object.entries(adminCommands),
  ...Object.entries(collectionCommands),
  ...Object.entries(indexCommands),
  ...Object.entries(listingCommands),
  ...Object.entries(readCommands),
  ...Object.entries(writeCommands),
])
const WRITES = new Set([
  ...Object.keys(writeCommands),
  ...Object.keys(collectionCommands),
  'createIndexes',
  'dropIndexes',
])

export const commandNames = () => [...COMMANDS.keys()].sort()

/** One command to its reply; a failure is a reply too, and leaves nothing of its last share behind. */
export function* runCommand(command: Doc, context: CommandContext): Steps<Doc> {
  const name = Object.keys(command)[0] ?? ''
  try {
    const run = COMMANDS.get(name)
    if (!run) throw new MongoError(59, `no such command: '${name}'`)
    if (
      command.txnNumber !== undefined &&
      (command.startTransaction === true || command.autocommit === false)
    ) {
      throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos')
    }
    checkCommand(name, command, context.database, WRITES.has(name))
    const begin = () => beforeDeadline(command.maxTimeMS, run(command, context))
    if (WRITES.has(name))
      return yield* inSavepoints(context.engine, begin, Object.hasOwn(writeCommands, name))
    const outcome = begin()
    return isSteps(outcome) ? yield* outcome : outcome
  } catch (error) {
    return errorReply(error)
  }
}

/** Ends the work at a client's limit of time, which is looked at wherever it gives way. */
function beforeDeadline(maxTimeMS: unknown, outcome: Doc | Steps<Doc>): Doc | Steps<Doc> {
  if (maxTimeMS === undefined || maxTimeMS === null || !isSteps(outcome)) return outcome
  const limit = toNumber(maxTimeMS)
  return limit === 0 ? outcome : limited(outcome, performance.now() + limit)
}

function* limited(steps: Steps<Doc>, deadline: number): Steps<Doc> {
  let left = deadline
  try {
    let step = steps.next()
    while (!step.done) {
      if (performance.now() > left) {
        // What has to be cleared away may take a turn of its own.
        left = Number.POSITIVE_INFINITY
        step = steps.throw(new Interrupted(50, 'operation exceeded time limit'))
      } else {
        yield
        step = steps.next()
      }
    }
    return step.value
  } finally {
    abandon(steps)
  }
}

/**
 * A savepoint for each share of the work, so that no transaction stays open while others have their turn. SQLite copies
 * every page that is touched under one: work that has the transaction to itself, and of which no part need be kept when it
 * fails, goes without.
 */
export function* inSavepoints<T>(engine: Engine, begin: () => T | Steps<T>, whole = false): Steps<T> {
  const { db } = engine
  const own = whole ? {} : undefined
  let outcome: T | Steps<T> | undefined
  let alone = open(db, own)
  try {
    outcome = begin()
    if (!isSteps(outcome)) {
      if (!alone) db.run('RELEASE command')
      return outcome
    }
    for (;;) {
      const step = outcome.next()
      if (!alone) db.run('RELEASE command')
      if (step.done) return step.value
      yield
      alone = open(db, own)
    }
  } catch (error) {
    if (!db.lost) {
      undo(db, alone)
      engine.catalog.reload()
    }
    throw error
  } finally {
    if (isSteps(outcome)) abandon(outcome)
  }
}

/** Whether the transaction is this command's alone. */
function open(db: Database, own: object | undefined): boolean {
  if (own && (!db.writing || db.sole === own)) {
    db.begin()
    db.sole = own
    return true
  }
  db.begin()
  db.sole = undefined
  db.run('SAVEPOINT command')
  return false
}

function undo(db: Database, alone: boolean): void {
  if (alone) db.rollback()
  else {
    db.run('ROLLBACK TO command')
    db.run('RELEASE command')
  }
}
