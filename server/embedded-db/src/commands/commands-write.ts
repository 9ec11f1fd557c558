import type { Steps, Turn } from '../engine/steps'
import { failedToParse, Interrupted, MongoError } from '../errors'
import { projector } from '../pipeline/stages/projection'
import { parseUpdate } from '../updates/updates'
import { sortKeys } from '../values/sorting'
import { cloneValue, type Doc } from '../values/values'
import { collectionOf, filterOn, list, namespace, object, refuse } from './arguments'
import type { Command, CommandContext } from './command'
import { changeRow, onePiece, open, updateStatement, upsert, withId } from './statements'

interface WriteError extends Doc {
  index: number
}

/** Runs each statement of a batch; an ordered batch ends at its first error. */
function* batch(
  command: Doc,
  statements: Doc[],
  turn: Turn,
  run: (statement: Doc, index: number) => Steps<void> | undefined,
): Steps<WriteError[]> {
  const errors: WriteError[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      const steps = run(statement, index)
      if (steps) yield* steps
    } catch (error) {
      if (!(error instanceof MongoError) || error instanceof Interrupted) throw error
      errors.push({ index, code: error.code, errmsg: error.message, ...error.extra })
      if (command.ordered !== false) break
    }
    if (turn.over) yield
  }
  return errors
}

const withErrors = (reply: Doc, errors: WriteError[]): Doc =>
  errors.length > 0 ? { ...reply, writeErrors: errors } : reply

const insert: Command = function* (command, context) {
  const documents = list(command.documents, 'documents')
  const collection = context.engine.catalog.ensure(namespace(command, context))
  let n = 0
  const errors = yield* batch(command, documents, context.engine.turn, (doc) => {
    context.engine.insert(open(collection), withId(doc))
    n++
    return undefined
  })
  return withErrors({ n, ok: 1 }, errors)
}

const update: Command = function* (command, context) {
  const statements = list(command.updates, 'updates')
  const ns = namespace(command, context)
  const total = { n: 0, nModified: 0 }
  const upserted: Doc[] = []
  const errors = yield* batch(command, statements, context.engine.turn, function* (statement, index) {
    refuse(statement, ['sampleRate', 'c'])
    const result = yield* updateStatement(statement, ns, context)
    total.n += result.n
    total.nModified += result.nModified
    if (result.upserted !== undefined) upserted.push({ index, _id: result.upserted })
  })
  return withErrors({ ...total, ...(upserted.length > 0 ? { upserted } : {}), ok: 1 }, errors)
}

const remove: Command = function* (command, context) {
  const statements = list(command.deletes, 'deletes')
  const collection = collectionOf(command, context)
  let n = 0
  const { engine } = context
  const errors = yield* batch(command, statements, engine.turn, function* (statement) {
    if (statement.limit !== 0 && statement.limit !== 1)
      throw failedToParse('The limit field in delete objects must be 0 or 1.')
    const filter = filterOn(collection, object(statement.q, 'q'))
    if (!collection) return
    const pieces =
      statement.limit === 0
        ? engine.matching(collection, filter)
        : onePiece(yield* engine.findOne(collection, { filter }))
    for (let rows = pieces.piece(); rows; rows = pieces.piece()) {
      for (const row of rows) engine.remove(collection, row.rid)
      n += rows.length
      if (engine.turn.over) yield
    }
  })
  return withErrors({ n, ok: 1 }, errors)
}

const findAndModify: Command = function* (command, context) {
  const ns = namespace(command, context)
  const collection = context.engine.catalog.get(ns)
  const filter = filterOn(collection, object(command.query, 'query'))
  if (!collection) sortKeys(command.sort)
  const project = projector(command.fields) ?? ((doc) => doc)
  if (command.remove === true) return yield* findAndRemove(command, context, filter, project)
  if (command.update === undefined) throw failedToParse('Either an update or remove=true must be specified')
  const change = parseUpdate(command.update)
  const row = yield* context.engine.findOne(collection, { filter, sort: command.sort })
  if (row && collection) {
    const before = command.new === true ? undefined : cloneValue(row.doc)
    const { after } = changeRow(context, collection, row, change)
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: project(before ?? after), ok: 1 }
  }
  if (command.upsert !== true)
    return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 }
  const doc = upsert(context, ns, filter, change)
  const value = command.new === true ? project(doc) : null
  return { lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id }, value, ok: 1 }
}

function* findAndRemove(
  command: Doc,
  context: CommandContext,
  filter: Doc,
  project: (doc: Doc) => Doc,
): Steps<Doc> {
  if (command.update !== undefined || command.new === true || command.upsert === true) {
    throw failedToParse('Cannot specify both an update and remove=true')
  }
  const collection = collectionOf(command, context)
  const row = yield* context.engine.findOne(collection, { filter, sort: command.sort })
  if (!row || !collection) return { lastErrorObject: { n: 0 }, value: null, ok: 1 }
  context.engine.remove(collection, row.rid)
  return { lastErrorObject: { n: 1 }, value: project(row.doc), ok: 1 }
}

export const writeCommands: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
}
