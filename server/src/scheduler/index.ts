import { schedule } from 'node-cron'
import type { Deps } from '../deps'
import type { PushEngine } from '../features/push'

export interface SchedulerOptions {
  deps: Pick<Deps, 'wake'>
  engine: Pick<PushEngine, 'sweep' | 'rehint'>
  /** What published notices still owe. */
  finishOwed(): Promise<unknown>
  /** What confirmed claims still owe. */
  finishOwedClaims(): Promise<unknown>
  /** Today's copy of the database, made once a day; only whoever holds the embedded one has it. */
  keepDaily?: (() => Promise<unknown>) | undefined
  log: Log
}

type Log = Pick<Deps['log'], 'error'>

function job(pattern: string, name: string, log: Log, work: () => Promise<unknown>) {
  return schedule(
    pattern,
    async () => {
      try {
        await work()
      } catch (error) {
        log.error({ err: error, job: name }, 'scheduled work failed; it is tried again')
      }
    },
    { name, noOverlap: true, suppressMissedWarning: true, unref: true },
  )
}

/** Every hour asks for the day's copy: a machine that was off at night still gets one. */
export function scheduleDaily(keepDaily: () => Promise<unknown>, log: Log): { stop(): void } {
  const daily = job('15 * * * *', 'daily-backup', log, keepDaily)
  return { stop: () => void daily.destroy() }
}

/** What is done by the minute and by the hour: finishing what a crash left. Nothing is sent from here. */
export function startScheduler(options: SchedulerOptions): { stop(): void } {
  const { deps, engine, finishOwed, finishOwedClaims, keepDaily, log } = options
  const jobs = [
    job('* * * * *', 'owed', log, async () => {
      await finishOwed()
      deps.wake?.()
    }),
    job('* * * * *', 'owed-claims', log, finishOwedClaims),
    job('* * * * *', 'push-sweep', log, () => engine.sweep()),
    job('0 * * * *', 'push-rehint', log, () => engine.rehint()),
  ]
  const daily = keepDaily && scheduleDaily(keepDaily, log)
  return {
    stop() {
      for (const one of jobs) void one.destroy()
      daily?.stop()
    },
  }
}
