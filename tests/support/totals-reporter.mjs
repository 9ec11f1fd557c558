// Prints the run's totals as one plain line, the last one of the run.
export default class TotalsReporter {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length
    this.line = `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`
    process.on('exit', () => process.stdout.write(`${this.line}\n`))
  }
}
