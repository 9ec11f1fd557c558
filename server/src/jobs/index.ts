import { schedule } from 'node-cron'
import type { Log } from '../log'
import { type Every, patterns, tickOf } from './ticks.rules'

/** Work that is done again and again; every job can be repeated and can be cut off at any point. */
export interface Job {
  name: string
  every: Every
  run(): Promise<unknown>
}

/** Gives each tick of a job to one of the processes that ask for it (`createTicks`). */
export interface Ticks {
  /** Null: another has it. `over` is called when the work ended, well or not. */
  take(job: string, tick: Date): Promise<{ over(done: boolean): Promise<void> } | null>
  now(): Date
}

export interface RunningJobs {
  /** Resolves when what is under way is done. */
  stop(): Promise<void>
}

type Logging = Pick<Log, 'error'>

/**
 * Runs each job at its time; one that fails is logged and runs again the next time. With `ticks` the processes that share
 * a database share the jobs: a tick is done by one of them, also late, where none was running or the one that had it died.
 */
export function startJobs(jobs: readonly Job[], log: Logging, ticks?: Ticks): RunningJobs {
  const running = new Set<Promise<void>>()
  const runOnce = (job: Job): Promise<void> => {
    const run = runSafely(job, log, ticks)
    running.add(run)
    return run.finally(() => running.delete(run))
  }
  const tasks = jobs.map((job) =>
    schedule(ticks ? patterns.minute : patterns[job.every], () => runOnce(job), {
      name: job.name,
      noOverlap: true,
      suppressMissedWarning: true,
      unref: true,
    }),
  )
  return {
    async stop() {
      for (const task of tasks) void task.destroy()
      await Promise.all(running)
    },
  }
}

async function runSafely({ name, every, run }: Job, log: Logging, ticks?: Ticks): Promise<void> {
  try {
    if (!ticks) return void (await run())
    const taken = await ticks.take(name, tickOf(every, ticks.now()))
    if (!taken) return
    let done = false
    try {
      await run()
      done = true
    } finally {
      await taken.over(done)
    }
  } catch (error) {
    log.error({ err: error, job: name }, 'a scheduled job failed; it runs again')
  }
}
