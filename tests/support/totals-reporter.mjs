import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { totalsFile } from '../../scripts/totals.mjs'

/** Leaves the run's totals where `npm test` reads them: it prints them as its last line. */
export default class TotalsReporter {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length
    mkdirSync(dirname(totalsFile), { recursive: true })
    writeFileSync(totalsFile, `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`)
  }
}
