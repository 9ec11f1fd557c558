import { rmSync } from 'node:fs'

/** Takes away the village that test files copied. */
export default function globalTeardown() {
  rmSync(process.env.HUTANG_FILLED_VILLAGE, { recursive: true, force: true })
}
