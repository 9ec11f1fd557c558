import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a test run leaves its totals. */
export const totalsFile = join(
  dirname(fileURLToPath(import.meta.url)),
  '../node_modules/.cache/hutang/totals.txt',
)
