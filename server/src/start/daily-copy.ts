import { join } from 'node:path'
import { shanghaiDate } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import { Gauge } from 'prom-client'
import type { Clock } from '../clock'
import type { Deps } from '../deps'
import type { Job } from '../jobs'
import { dailyBackup, lastDaily } from '../operations'
import type { Storage } from '../storage/connect'

const backupsOf = (dataDir: string) => join(dataDir, 'backups')

/** The day's copy of the embedded database, beside it, by whoever holds it at that hour; the newest fourteen stay. */
export async function copyDaily(
  { connection, role }: Storage,
  dataDir: string,
  clock: Clock,
  log: Pick<Deps['log'], 'info'>,
): Promise<void> {
  if (role !== 'holder') return
  const day = shanghaiDate(clock.now())
  const { made, removed } = await dailyBackup(connection, { folder: backupsOf(dataDir), day, keep: 14 })
  if (made) log.info({ ...made, removed }, 'the copy of the day is made')
}

/** Every hour asks for the day's copy: a machine that was off at night still gets one. */
export const dailyCopyJob = (storage: Storage, dataDir: string, clock: Clock, log: Deps['log']): Job => ({
  name: 'daily-backup',
  every: 'hour',
  run: () => copyDaily(storage, dataDir, clock, log),
})

/** For whoever watches over the service: without a copy it is 0. */
export function measureBackups(app: Pick<FastifyInstance, 'registry'>, dataDir: string): void {
  new Gauge({
    name: 'hutang_last_backup_timestamp_seconds',
    help: 'When the newest daily copy of the embedded database was made',
    registers: [app.registry],
    collect() {
      this.set((lastDaily(backupsOf(dataDir))?.getTime() ?? 0) / 1000)
    },
  })
}
