import { randomUUID } from 'node:crypto'
import type { Deps } from '../../../deps'
import { insertMissing } from '../../../storage/insert-once'
import { isMatchingOf } from '../../announcements'
import { type Context, leaseFrom } from '../delivery/context'
import { pushModels, type RunDoc } from '../push.model'
import { type DigestPage, digestPage } from './page'
import { runId, slotsMissing } from './slots.rules'

/** How long the digests of an hour wait for who is still being looked for. */
const matchingMs = 10 * 60_000

/** Makes the runs up to now, those that were missed too. Repeatable: a run is there once. */
export async function makeRuns({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const { Run } = pushModels(db)
  const now = clock.now()
  // Runs of later hours were made by a clock that was ahead: they are no reason to make none now.
  const newest = await Run.findOne({ slot: { $lte: now } }, { slot: 1 })
    .sort({ slot: -1 })
    .lean<Pick<RunDoc, 'slot'>>()
  const missing = slotsMissing(newest?.slot ?? null, now)
  await insertMissing(
    Run,
    missing.map((slot) => ({
      _id: runId(slot),
      slot,
      state: 'pending' as const,
      token: null,
      leaseUntil: now,
      cursor: null,
      told: 0,
      finishedAt: null,
    })),
  )
}

/** Works the oldest run that is left; what it takes leaves nothing to those after it. */
export async function workRuns(ctx: Context): Promise<void> {
  for (let run = await takeRun(ctx); run && !ctx.ending(); run = await takeRun(ctx)) {
    if (!(await workRun(ctx, run))) return
  }
}

/** Null where there is none, or another process is at work on it: the next one waits for it. */
async function takeRun({ deps }: Context): Promise<RunDoc | null> {
  const { Run } = pushModels(deps.db)
  const now = deps.clock.now()
  const oldest = await Run.findOne({ state: 'pending' }).sort({ slot: 1 }).lean<RunDoc>()
  if (!oldest || oldest.slot > now || oldest.leaseUntil > now) return null
  if (await waitsForMatches(deps, oldest, now)) return null
  return Run.findOneAndUpdate(
    { _id: oldest._id, state: 'pending', token: oldest.token, leaseUntil: { $lte: now } },
    { token: randomUUID(), leaseUntil: leaseFrom(now) },
    { returnDocument: 'after' },
  ).lean<RunDoc>()
}

/**
 * What was announced by its hour comes into a digest also while its recipients are still being written: what is left out
 * waits a day or a week. A run that nobody has taken has as its lease the time it was made at.
 */
const waitsForMatches = async (
  { db }: Deps,
  { slot, token, leaseUntil }: RunDoc,
  now: Date,
): Promise<boolean> =>
  token === null &&
  now.getTime() < leaseUntil.getTime() + matchingMs &&
  (await isMatchingOf(db, new Date(Math.max(slot.getTime(), leaseUntil.getTime()))))

/** Person by person from where it stands; false where another process has it now, or this one ends. */
async function workRun(ctx: Context, { _id, token, cursor }: RunDoc): Promise<boolean> {
  const { db, clock } = ctx.deps
  const { Run } = pushModels(db)
  const mine = { _id, token, state: 'pending' as const }
  const began = clock.now()
  // The cursor moves when a page is told: who was not reached before a death is taken by the next worker.
  const moveOn = async (page: DigestPage): Promise<boolean> => {
    const told = await page.telling
    const kept = await Run.updateOne(mine, {
      $set: { cursor: page.last, leaseUntil: leaseFrom(clock.now()) },
      $inc: { told },
    })
    return kept.matchedCount > 0
  }
  let page: DigestPage | null = null
  try {
    for (let last = cursor; ; ) {
      // While a page is told, the next one is read and begun.
      const before: DigestPage | null = page
      page = ctx.ending() ? null : await digestPage(ctx, last, began)
      if (before && !(await moveOn(before))) return false
      if (!page) break
      last = page.last
    }
  } finally {
    await page?.telling.catch(() => undefined)
  }
  if (ctx.ending()) {
    await Run.updateOne(mine, { leaseUntil: clock.now() })
    return false
  }
  const done = await Run.updateOne(mine, { state: 'done', finishedAt: clock.now() })
  if (done.matchedCount === 0) return false
  await Run.updateMany(
    { state: 'pending', slot: { $lte: began } },
    { state: 'covered', finishedAt: clock.now() },
  )
  return true
}
