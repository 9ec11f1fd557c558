import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../../server/src/storage/embedded/commands'
import { Cursors } from '../../server/src/storage/embedded/cursors'
import { Database } from '../../server/src/storage/embedded/database'
import { Engine } from '../../server/src/storage/embedded/engine'
import { commitTogether } from '../../server/src/storage/embedded/group-commit'
import type { Doc } from '../../server/src/storage/embedded/values'

export interface EngineUnderTest {
  engine: Engine
  command(command: Doc): Doc
  find(collection: string, filter: Doc, more?: Doc): Doc[]
  close(): void
}

/** The embedded engine in this process, without worker and socket, for tests of its parts. */
export function engineUnderTest(now = new Date('2026-01-01T00:00:00Z')): EngineUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'he-'))
  const engine = new Engine(new Database(join(folder, 'data.sqlite')))
  const cursors = new Cursors()
  const command = (body: Doc) => {
    const [reply = {}] = commitTogether(engine, [
      () => runCommand(body, { engine, cursors, database: 'test', now }),
    ])
    return reply
  }
  return {
    engine,
    command,
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
