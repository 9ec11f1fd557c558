// For mongoose's own suite, by mocha's --require: counts the tests that send a command while their own function runs,
// and how many of those pass. Greetings and farewells of the driver do not count.
const driver = require.resolve('mongodb/lib/cmap/connection.js', { paths: [process.cwd()] })
const { Connection } = require(driver)

const unasked = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions'])
const send = Connection.prototype.command
let sent = 0
Connection.prototype.command = function command(namespace, body, ...rest) {
  if (!unasked.has(Object.keys(body)[0])) sent++
  return send.call(this, namespace, body, ...rest)
}

const total = { reached: 0, passed: 0, failed: 0 }
const wrapped = new WeakSet()
let before
let after

exports.mochaHooks = {
  beforeEach() {
    const { currentTest } = this
    const run = currentTest.fn
    before = undefined
    after = undefined
    if (!run || wrapped.has(run)) return
    // A test that takes a callback is known by its number of parameters; a query that is returned must not run twice.
    const counted = (context, args) => {
      before = sent
      const outcome = run.apply(context, args)
      const end = () => {
        after = sent
      }
      if (outcome instanceof Promise) outcome.then(end, end)
      return outcome
    }
    currentTest.fn =
      run.length > 0
        ? function withCallback(done) {
            return counted(this, [done])
          }
        : function plain() {
            return counted(this, [])
          }
    wrapped.add(currentTest.fn)
  },
  afterEach() {
    if (before === undefined || (after ?? sent) === before) return
    total.reached++
    const { state } = this.currentTest
    if (state === 'passed') total.passed++
    if (state === 'failed') total.failed++
  },
}

process.on('exit', () => {
  process.stderr.write(
    `reached the database: ${total.reached}, passed ${total.passed}, failed ${total.failed}\n`,
  )
})
