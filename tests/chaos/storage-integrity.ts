import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

// SQLite's own check; then every table of array elements against the documents, element by element, both ways.
const SCRIPT = `
  const Libsql = require('libsql')
  const db = new Libsql(process.argv[1])
  const all = (sql) => db.prepare(sql).all([])
  const wrong = all('PRAGMA integrity_check').map((row) => row.integrity_check).filter((line) => line !== 'ok')
  for (const { id, collection, path } of all('SELECT id, collection, path FROM catalog_elements WHERE ready = 1')) {
    const told = "SELECT DISTINCT e.value AS k, c.rid AS r FROM c" + collection + " c, json_each(c.doc, '$." + path + "') e" +
      " WHERE json_type(c.doc, '$." + path + "') = 'array' AND e.atom IS NOT NULL"
    const kept = 'SELECT k, r FROM m' + id
    for (const [a, b] of [[told, kept], [kept, told]]) {
      const [{ n }] = all('SELECT count(*) AS n FROM (' + a + ' EXCEPT ' + b + ')')
      if (n > 0) wrong.push(path + ': ' + n + ' elements differ')
    }
    if (all(kept + ' LIMIT 1').length === 0) wrong.push(path + ': no elements')
  }
  process.stdout.write(wrong.join('; ') || 'ok')`

/** In a process of its own: nothing else of this one may have the file open. */
export function integrityOf(dataDir: string): string {
  return execFileSync(process.execPath, ['-e', SCRIPT, join(dataDir, 'data.sqlite')], {
    cwd: __dirname,
    encoding: 'utf8',
  })
}
