import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** In a process of its own: nothing else of this one may have the file open. */
export function integrityOf(dataDir: string): string {
  const script = `const Libsql = require('libsql')
    const [row] = new Libsql(process.argv[1]).prepare('PRAGMA integrity_check').all([])
    process.stdout.write(row.integrity_check)`
  return execFileSync(process.execPath, ['-e', script, join(dataDir, 'data.sqlite')], {
    cwd: __dirname,
    encoding: 'utf8',
  })
}
