import { rmSync } from 'node:fs'

/** Ends the databases of the run, and takes away the village that test files copied. */
export default async function globalTeardown() {
  await Promise.all((globalThis.hutangTestDatabases ?? []).map((one) => one.close()))
  const folders = [process.env.HUTANG_TEST_DATABASES, process.env.HUTANG_FILLED_VILLAGE]
  for (const folder of folders) if (folder) rmSync(folder, { recursive: true, force: true })
}
