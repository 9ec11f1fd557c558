import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a test run leaves its totals: a file of each run, so that another one beside it is not taken for it. */
export const totalsFile =
  process.env.HUTANG_TOTALS ??
  join(dirname(fileURLToPath(import.meta.url)), `../node_modules/.cache/hutang/totals-${process.pid}.txt`)

/** The totals, with one failure that no test tells of. */
export const oneMoreFailed = (totals) =>
  totals.replace(/(\d+) failed/, (_, failed) => `${Number(failed) + 1} failed`)
