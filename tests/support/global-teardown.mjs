import { rmSync } from 'node:fs'
import { dirname } from 'node:path'

/** Takes away the village that test files copied. */
export default function globalTeardown() {
  rmSync(dirname(process.env.HUTANG_FILLED_VILLAGE), { recursive: true, force: true })
}
