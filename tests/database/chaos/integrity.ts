import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

// SQLite's own check; then every table of array elements against the documents, element by element, both ways.
// The documents of these tests hold texts and whole numbers alone, which stand in the tables as they are.
const SCRIPT = `
  const Libsql = require('libsql')
  const db = new Libsql(process.argv[1])
  const all = (sql) => db.prepare(sql).all([])
  const wrong = all('PRAGMA integrity_check').map((row) => row.integrity_check).filter((line) => line !== 'ok')
  const under = (value, [part, ...parts]) => {
    if (part === undefined) return Array.isArray(value) ? value : [value]
    const inner = Array.isArray(value) ? value : [value]
    return inner.flatMap((each) => (typeof each === 'object' && part in each ? under(each[part], parts) : []))
  }
  const manyAt = (value, [part, ...parts]) =>
    Array.isArray(value) || (part !== undefined && value !== undefined && manyAt(value[part], parts))
  for (const { id, collection, path } of all('SELECT id, collection, path FROM catalog_elements WHERE ready = 1')) {
    const parts = path.split('.')
    const told = new Set()
    for (const { rid, doc } of all('SELECT rid, doc FROM c' + collection)) {
      const value = JSON.parse(doc)
      if (manyAt(value, parts)) for (const element of under(value, parts)) told.add(rid + ' ' + element)
    }
    const kept = new Set(all('SELECT k, r FROM m' + id).map(({ k, r }) => r + ' ' + k))
    const differ = [...told].filter((one) => !kept.has(one)).length + [...kept].filter((one) => !told.has(one)).length
    if (differ > 0) wrong.push(path + ': ' + differ + ' elements differ')
    if (kept.size === 0) wrong.push(path + ': no elements')
  }
  process.stdout.write(wrong.join('; ') || 'ok')`

/** In a process of its own: nothing else of this one may have the file open. */
export function integrityOf(dataDir: string): string {
  return execFileSync(process.execPath, ['-e', SCRIPT, join(dataDir, 'data.sqlite')], {
    cwd: __dirname,
    encoding: 'utf8',
  })
}
