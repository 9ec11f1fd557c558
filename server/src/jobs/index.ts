import { schedule } from 'node-cron'
import type { Log } from '../log'

/** Work that is done again and again; every job can be repeated and can be cut off at any point. */
export interface Job {
  name: string
  every: 'minute' | 'halfHour' | 'hour'
  run(): Promise<unknown>
}

const patterns = { minute: '* * * * *', halfHour: '0,30 * * * *', hour: '15 * * * *' } as const

/** Runs each job at its time; a job that fails is logged and runs again the next time. */
export function startJobs(jobs: readonly Job[], log: Pick<Log, 'error'>): { stop(): void } {
  const tasks = jobs.map(({ name, every, run }) =>
    schedule(
      patterns[every],
      async () => {
        try {
          await run()
        } catch (error) {
          log.error({ err: error, job: name }, 'a scheduled job failed; it runs again')
        }
      },
      { name, noOverlap: true, suppressMissedWarning: true, unref: true },
    ),
  )
  return {
    stop() {
      for (const task of tasks) void task.destroy()
    },
  }
}
