import type { Engine } from './engine'
import { errorReply } from './errors'
import type { Doc } from './values'

/**
 * Runs commands that arrived together under one COMMIT; their replies exist only after it. When it fails, or
 * SQLite has ended the transaction by itself (full disk), all of them failed: nothing of the turn was kept.
 */
export function commitTogether(engine: Engine, commands: (() => Doc)[]): Doc[] {
  const { db, catalog } = engine
  try {
    const replies = commands.map((run) => {
      const reply = run()
      if (db.lost) throw new Error(String(reply.errmsg ?? 'the transaction was lost'))
      return reply
    })
    db.commit()
    return replies
  } catch (error) {
    db.rollback()
    catalog.reload()
    const reply = errorReply(error)
    return commands.map(() => reply)
  }
}
