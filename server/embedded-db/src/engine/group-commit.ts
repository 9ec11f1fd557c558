import { errorReply } from '../errors'
import type { Doc } from '../values/values'
import type { Engine } from './engine'
import { abandon, isSteps, type Steps } from './steps'

export interface Job {
  run: Steps<Doc> | (() => Doc | Steps<Doc>)
  done(reply: Doc): void
}

/** A share of one turn. */
const SHARE_MS = 8
/** Long work that nobody waits behind is committed this often: each COMMIT writes every page that was touched once more. */
const HELD_MS = 48

interface Held {
  /** Jobs that began earlier and whose work is not committed yet. */
  jobs: Job[]
  /** Whether what is not finished may stay uncommitted with them. */
  more: boolean
}

/**
 * Runs jobs under one COMMIT; their replies exist only after it. Returns those that are not finished: what they
 * have done so far is committed with the others, or held. When the commit fails, or SQLite has ended the transaction by
 * itself (full disk), nothing of it was kept and nobody has a reply: what is new is done again by itself, and fails
 * or succeeds alone; what is held fails.
 */
export function commitTogether(engine: Engine, jobs: Job[], share = SHARE_MS, held?: Held): Job[] {
  const { db, catalog, turn } = engine
  const finished: [Job, Doc][] = []
  const unfinished: Job[] = []
  try {
    for (const job of jobs) {
      turn.start(share)
      const outcome = typeof job.run === 'function' ? job.run() : job.run
      const step = isSteps(outcome) ? outcome.next() : { done: true as const, value: outcome }
      if (step.done) finished.push([job, step.value])
      else unfinished.push({ ...job, run: outcome as Steps<Doc> })
      if (db.lost) throw new Error(String(step.value?.errmsg ?? 'the transaction was lost'))
    }
    if (!held?.more || finished.length > 0) db.commit()
  } catch (error) {
    db.rollback()
    catalog.reload()
    const others = held?.jobs.splice(0) ?? []
    for (const { run } of [...others, ...jobs, ...unfinished]) if (typeof run !== 'function') abandon(run)
    const reply = errorReply(error)
    for (const job of others) job.done(reply)
    // One that cannot be written must not take with it those that came in the same turn.
    if (jobs.length + others.length > 1 && jobs.every(({ run }) => typeof run === 'function')) {
      return jobs.flatMap((job) => commitTogether(engine, [job], share))
    }
    for (const job of jobs) job.done(reply)
    return []
  }
  for (const [job, reply] of finished) job.done(reply)
  return unfinished
}

/** Gathers what arrives in one turn of the loop; long jobs go on between the turns, one at a time. */
export class Scheduler {
  readonly #engine: Engine
  #fresh: Job[] = []
  #long: Job[] = []
  /** Long jobs whose last shares wait for a COMMIT, and since when. */
  readonly #held: Job[] = []
  #heldSince = 0
  #scheduled = false

  constructor(engine: Engine) {
    this.#engine = engine
  }

  add(job: Job): void {
    this.#fresh.push(job)
    this.#schedule()
  }

  /** Ends everything that has begun. */
  drain(): void {
    while (this.#waiting) this.#turn()
  }

  get #waiting(): boolean {
    return this.#fresh.length + this.#long.length + this.#held.length > 0
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#turn()
      if (this.#waiting) this.#schedule()
    })
  }

  /** What is new first: it should not wait for a long job's share. */
  #turn(): void {
    const fresh = this.#fresh
    this.#fresh = []
    // With what is held, under its COMMIT: two would write the pages that both touch twice.
    if (fresh.length > 0) this.#run(fresh, this.#held.length === 0)
    const next = this.#long.shift() ?? this.#held.shift()
    if (next) this.#run([next], true)
  }

  /** A share for each; what is held is committed with what is finished, or when it is time, or when somebody waits. */
  #run(jobs: Job[], hold: boolean): void {
    const { db } = this.#engine
    if (!db.writing) this.#heldSince = performance.now()
    const more = hold && performance.now() - this.#heldSince < HELD_MS
    const left = commitTogether(this.#engine, jobs, SHARE_MS, { jobs: this.#held, more })
    if (db.writing) this.#held.push(...left)
    else this.#long.push(...this.#held.splice(0), ...left)
  }
}
