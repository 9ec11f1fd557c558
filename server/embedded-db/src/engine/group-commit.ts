import { errorReply } from '../errors'
import type { Doc } from '../values/values'
import type { Engine } from './engine'
import { abandon, isSteps, type Steps } from './steps'

export interface Job {
  run: Steps<Doc> | (() => Doc | Steps<Doc>)
  done(reply: Doc): void
}

/** A share of one turn; longer while nobody else asks for anything. */
const SHARE_MS = 8
const SHARE_ALONE_MS = 16

/**
 * Runs jobs under one COMMIT; their replies exist only after it. Returns those that are not finished: what they
 * have done so far is committed with the others. When the commit fails, or SQLite has ended the transaction by
 * itself (full disk), nothing of the turn was kept and nobody has a reply: each is done again by itself, and fails
 * or succeeds alone.
 */
export function commitTogether(engine: Engine, jobs: Job[], share = SHARE_MS): Job[] {
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
    db.commit()
  } catch (error) {
    db.rollback()
    catalog.reload()
    for (const { run } of [...jobs, ...unfinished]) if (typeof run !== 'function') abandon(run)
    // One that cannot be written must not take with it those that came in the same turn.
    if (jobs.length > 1 && jobs.every(({ run }) => typeof run === 'function')) {
      return jobs.flatMap((job) => commitTogether(engine, [job], share))
    }
    const reply = errorReply(error)
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
    while (this.#fresh.length + this.#long.length > 0) this.#turn()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#turn()
      if (this.#fresh.length + this.#long.length > 0) this.#schedule()
    })
  }

  /** What is new first, by itself: it should wait neither for a long job's share nor for the disk with it. */
  #turn(): void {
    const fresh = this.#fresh
    this.#fresh = []
    if (fresh.length > 0) this.#long.push(...commitTogether(this.#engine, fresh, SHARE_MS))
    const next = this.#long.shift()
    if (next === undefined) return
    const share = fresh.length === 0 ? SHARE_ALONE_MS : SHARE_MS
    this.#long.push(...commitTogether(this.#engine, [next], share))
  }
}
