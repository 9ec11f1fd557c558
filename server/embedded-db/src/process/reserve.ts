import { randomFillSync } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Enough for the log's index, the socket's address and the first writes of a start. */
const BYTES = 2_000_000

const reserveOf = (dataDir: string) => join(dataDir, 'data.reserve')

/** Space kept for the start on a full disk, which cannot even read without writing a little. False where there is no room. */
export function keepReserve(dataDir: string): boolean {
  const file = reserveOf(dataDir)
  if (existsSync(file)) return true
  try {
    // Zeros might take no space at all.
    writeFileSync(file, randomFillSync(Buffer.alloc(BYTES)), { mode: 0o600 })
    return true
  } catch {
    rmSync(file, { force: true })
    return false
  }
}

/** Whether there was one to give up. */
export function giveUpReserve(dataDir: string): boolean {
  if (!existsSync(reserveOf(dataDir))) return false
  rmSync(reserveOf(dataDir), { force: true })
  return true
}
