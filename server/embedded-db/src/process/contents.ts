import { createHash, type Hash } from 'node:crypto'
import Libsql from 'libsql'

/** The copy's own table: the checksum of all the others. */
const SEAL = 'backup_contents'

type Reader = Libsql.Statement<unknown[]> & { raw(on: boolean): Reader; safeIntegers(on: boolean): Reader }

/** Writes a checksum of its contents into a copy; a restore compares it. */
export function seal(file: string): void {
  withFile(file, (db) => {
    const sum = checksum(db)
    db.exec(`CREATE TABLE ${SEAL} (sha256 TEXT NOT NULL); INSERT INTO ${SEAL} VALUES ('${sum}')`)
  })
}

/** Whether a copy holds what it held when it was made; takes the seal off. One of an older version has none. */
export function unseal(file: string): boolean {
  return withFile(file, (db) => {
    const known = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').all([SEAL]).length > 0
    if (!known) return true
    const [row] = db.prepare(`SELECT sha256 FROM ${SEAL}`).all([]) as { sha256: string }[]
    if (row?.sha256 !== checksum(db)) return false
    db.exec(`DROP TABLE ${SEAL}`)
    return true
  })
}

function withFile<T>(file: string, run: (db: Libsql.Database) => T): T {
  const db = new Libsql(file)
  try {
    return run(db)
  } finally {
    db.close()
  }
}

/**
 * Of every table with its definition and rows, as they come by number or primary key: `integrity_check` looks at pages
 * and indexes, and sees nothing of a byte that is another inside a text.
 */
function checksum(db: Libsql.Database): string {
  const hash = createHash('sha256')
  const tables = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> ? ORDER BY name")
    .all([SEAL]) as { name: string; sql: string }[]
  for (const { name, sql } of tables) {
    add(hash, name)
    add(hash, sql)
    const rows = (db.prepare(`SELECT * FROM "${name}" NOT INDEXED`) as Reader).raw(true).safeIntegers(true)
    for (const row of rows.iterate([]) as Iterable<unknown[]>) for (const value of row) add(hash, value)
  }
  return hash.digest('hex')
}

/** Each value with its type and length, so that no two rows read alike. */
function add(hash: Hash, value: unknown): void {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value))
  hash.update(`${value === null ? 'null' : typeof value} ${bytes.length} `)
  hash.update(bytes)
}
