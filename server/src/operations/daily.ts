import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from 'mongoose'
import { backup } from './backup'

export interface DailyOptions {
  folder: string
  /** Today as `2026-01-31`, by the caller's clock. */
  day: string
  /** How many days are kept. */
  keep: number
}

const DAILY = /^daily-\d{4}-\d{2}-\d{2}\.sqlite$/
const CUT_OFF = /^daily-\d{4}-\d{2}-\d{2}\.sqlite\.part$/

/**
 * Today's copy, unless it is there already; the oldest beyond `keep` go, once today's is there and verified. Nothing
 * else in the folder is touched.
 */
export async function dailyBackup(
  connection: Connection,
  { folder, day, keep }: DailyOptions,
): Promise<{ made: { file: string; bytes: number } | undefined; removed: string[] }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `daily-${day}.sqlite`)
  const missing = !existsSync(file)
  if (missing) for (const name of readdirSync(folder)) if (CUT_OFF.test(name)) rmSync(join(folder, name))
  const made = missing ? await backup(connection, file) : undefined
  const days = dailies(folder)
  const removed = days.slice(0, Math.max(days.length - Math.max(keep, 1), 0))
  for (const name of removed) rmSync(join(folder, name))
  return { made, removed }
}

/** When the newest daily copy was made; nothing where there is none. */
export function lastDaily(folder: string): Date | undefined {
  if (!existsSync(folder)) return undefined
  const newest = dailies(folder).at(-1)
  return newest === undefined ? undefined : statSync(join(folder, newest)).mtime
}

const dailies = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => DAILY.test(name))
    .sort()
