import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { runCommand } from '../../server/embedded-db/src/commands/commands'
import { Cursors } from '../../server/embedded-db/src/commands/cursors'
import { Database } from '../../server/embedded-db/src/engine/database'
import { Engine, type EngineOptions } from '../../server/embedded-db/src/engine/engine'
import { commitTogether, type Job } from '../../server/embedded-db/src/engine/group-commit'
import type { Steps } from '../../server/embedded-db/src/engine/steps'
import { StoredDocument } from '../../server/embedded-db/src/values/stored-document'
import type { Doc } from '../../server/embedded-db/src/values/values'

export interface EngineUnderTest {
  engine: Engine
  command(command: Doc, database?: string): Doc
  /** The steps of a command, for those who share out the turns themselves. */
  start(command: Doc): Steps<Doc>
  find(collection: string, filter: Doc, more?: Doc): Doc[]
  /** The first batch of a pipeline; its error, with all that the server answers, is thrown. */
  aggregate(collection: string | number, pipeline: Doc[], more?: Doc): Doc[]
  /** The indexes of a collection as they are listed, that of the ids first. */
  indexes(collection: string): Doc[]
  /** The name of a new collection with these documents and indexes. */
  fresh(documents: Doc[], indexes?: Doc[]): string
  close(): void
}

/** The embedded engine in this process, without worker and socket, for tests of its parts. */
export function engineUnderTest({
  now = new Date('2026-01-01T00:00:00Z'),
  share = 8,
  ...options
}: { now?: Date; share?: number } & EngineOptions = {}): EngineUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'he-'))
  const engine = new Engine(new Database(join(folder, 'data.sqlite')), options)
  const cursors = new Cursors(engine.turn)
  const start = (body: Doc, database = 'test') => runCommand(body, { engine, cursors, database, now })
  const command = (body: Doc, database?: string) => {
    let reply: Doc = {}
    const done = (answer: Doc) => {
      reply = decoded(answer)
    }
    let jobs: Job[] = [{ run: () => start(body, database), done }]
    while (jobs.length > 0) jobs = commitTogether(engine, jobs, body.insert ? 1000 : share)
    return reply
  }
  let collections = 0
  return {
    engine,
    command,
    start,
    find(collection, filter, more = {}) {
      return firstBatch(command({ find: collection, filter, batchSize: 100_000, ...more }))
    },
    aggregate(collection, pipeline, more = {}) {
      return firstBatch(command({ aggregate: collection, pipeline, cursor: {}, ...more }))
    },
    indexes(collection) {
      return firstBatch(command({ listIndexes: collection }))
    },
    fresh(documents, indexes = []) {
      const name = `c${collections++}x`
      must(command({ create: name }))
      if (indexes.length > 0) must(command({ createIndexes: name, indexes }))
      if (documents.length > 0) must(command({ insert: name, documents }))
      return name
    },
    close() {
      engine.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Each statement at once, all in pieces with a pause after each, and pages of first rows. */
export function threeWays(): [string, EngineUnderTest][] {
  const ways: [string, EngineUnderTest][] = [
    ['at once', engineUnderTest()],
    ['in pieces', engineUnderTest({ share: 0, small: 0 })],
    ['first rows first', engineUnderTest({ share: 0, small: 4 })],
  ]
  afterAll(() => {
    for (const [, engine] of ways) engine.close()
  })
  return ways
}

/** The documents of a reply that begins a cursor. */
export function firstBatch(reply: Doc): Doc[] {
  return (must(reply).cursor as { firstBatch: Doc[] }).firstBatch
}

function must(reply: Doc): Doc {
  if (reply.ok === 1 && !reply.writeErrors) return reply
  const { errmsg } = (reply.writeErrors as Doc[] | undefined)?.[0] ?? reply
  throw Object.assign(new Error(String(errmsg)), reply)
}

/** Documents that would leave as they are stored, as a client sees them. */
function decoded(reply: Doc): Doc {
  const cursor = reply.cursor as { firstBatch?: unknown[]; nextBatch?: unknown[] } | undefined
  const read = (batch: unknown[]) => batch.map((doc) => (doc instanceof StoredDocument ? doc.decoded() : doc))
  if (cursor?.firstBatch) cursor.firstBatch = read(cursor.firstBatch)
  if (cursor?.nextBatch) cursor.nextBatch = read(cursor.nextBatch)
  return reply
}
