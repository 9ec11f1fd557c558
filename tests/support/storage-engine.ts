import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../../server/src/storage/embedded/commands/commands'
import { Cursors } from '../../server/src/storage/embedded/commands/cursors'
import { Database } from '../../server/src/storage/embedded/engine/database'
import { Engine, type EngineOptions } from '../../server/src/storage/embedded/engine/engine'
import { commitTogether, type Job } from '../../server/src/storage/embedded/engine/group-commit'
import type { Steps } from '../../server/src/storage/embedded/engine/steps'
import { StoredDocument } from '../../server/src/storage/embedded/values/stored-document'
import type { Doc } from '../../server/src/storage/embedded/values/values'

export interface EngineUnderTest {
  engine: Engine
  command(command: Doc, database?: string): Doc
  /** The steps of a command, for those who share out the turns themselves. */
  start(command: Doc): Steps<Doc>
  find(collection: string, filter: Doc, more?: Doc): Doc[]
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
  return {
    engine,
    command,
    start,
    find(collection, filter, more = {}) {
      const reply = command({ find: collection, filter, batchSize: 100_000, ...more })
      if (reply.ok !== 1) throw new Error(String(reply.errmsg))
      return (reply.cursor as { firstBatch: Doc[] }).firstBatch
    },
    close() {
      engine.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Documents that would leave as they are stored, as a client sees them. */
function decoded(reply: Doc): Doc {
  const cursor = reply.cursor as { firstBatch?: unknown[]; nextBatch?: unknown[] } | undefined
  const read = (batch: unknown[]) => batch.map((doc) => (doc instanceof StoredDocument ? doc.decoded() : doc))
  if (cursor?.firstBatch) cursor.firstBatch = read(cursor.firstBatch)
  if (cursor?.nextBatch) cursor.nextBatch = read(cursor.nextBatch)
  return reply
}
