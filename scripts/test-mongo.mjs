// `npm run test:mongo`: the tests of the API and of whole stories against the MongoDB at MONGODB_URI, each file in a
// database of its own that is dropped afterwards. Arguments narrow it down, as with `npm test`.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { runJest } from './run-jest.mjs'

const uri = process.env.MONGODB_URI

/** Of the embedded server itself, or of how a service starts: nothing that a MongoDB could answer otherwise. */
const EMBEDDED_ONLY = ['/tests/database/(?!api/mongoose)', '/tests/features/(start|test-mongo)']

function run(prefix, totals) {
  const asked = process.argv.slice(2)
  const paths = asked.length > 0 ? asked : ['tests/api/', 'tests/features/', 'tests/database/api/']
  // Last: the option takes everything that follows.
  const args = [...paths, '--testPathIgnorePatterns', ...EMBEDDED_ONLY]
  return runJest(args, { env: { ...process.env, HUTANG_TEST_PREFIX: prefix }, totals })
}

/** Those of files that ended before they could do it themselves. */
async function dropLeft(connection, prefix) {
  const { databases } = await connection.listDatabases({ nameOnly: true })
  const left = databases.filter(({ name }) => name.startsWith(prefix))
  for (const { name } of left) await connection.useDb(name).dropDatabase()
}

async function main() {
  if (!uri) {
    console.log(
      'test:mongo 跳过（skipped）：请在 MONGODB_URI 里给出一个 MongoDB，例如 mongodb://127.0.0.1:27017/test。',
    )
    console.log('0 passed, 0 failed')
    return 0
  }
  const prefix = `ht${randomUUID().slice(0, 8)}`
  const totals = join(tmpdir(), `${prefix}-totals.txt`)
  const connection = mongoose.createConnection(uri, { serverSelectionTimeoutMS: 5000 })
  try {
    await connection.asPromise()
    const { status, totals: line } = await run(prefix, totals)
    await dropLeft(connection, prefix)
    console.log(line)
    return status
  } catch (error) {
    console.error(`MONGODB_URI 指向的 MongoDB 没有应答：${error.message}`)
    console.log('0 passed, 1 failed')
    return 1
  } finally {
    rmSync(totals, { force: true })
    await connection.close()
  }
}

process.exitCode = await main()
