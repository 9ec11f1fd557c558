import type { mongo } from 'mongoose'
import type { Outcome } from '../../../channels/channel'
import { writeMany } from '../../../storage/write-many'
import { type AttemptDoc, pushModels } from '../push.model'
import type { Context } from './context'
import { type Answered, acceptance, type Change, changeBy } from './outcome.rules'
import { deliveredText } from './receipts'
import { recordOne } from './record-one'

/**
 * Step f: writes the outcomes, each if its attempt is still this worker's. Where a receipt was quicker than the answer, or
 * another worker has given the attempt up, each is looked at by itself.
 */
export async function record(ctx: Context, answers: readonly Answered[]): Promise<AttemptDoc[]> {
  const { Attempt } = pushModels(ctx.deps.db)
  const now = ctx.deps.clock.now()
  const changed = answers.map((answered) => ({ ...answered, change: changeBy(answered, now) }))
  const done = await writeMany(
    Attempt,
    changed.flatMap(({ attempt, outcome, change }) => writesOf(attempt, outcome, change)),
  )
  for (const { attempt, change } of changed) ctx.stops.learn({ ...attempt, ...change })
  if (done.matchedCount < answers.length) return recordOneByOne(ctx, answers)
  return changed.map(({ attempt, change }) => ({ ...attempt, ...change }))
}

function writesOf(
  { _id, token }: AttemptDoc,
  outcome: Outcome,
  $set: Change,
): mongo.AnyBulkWriteOperation<AttemptDoc>[] {
  const write = (filter: object, update: Change) => ({
    updateOne: { filter: { _id, token, ...filter }, update: { $set: update } },
  })
  switch (outcome.kind) {
    case 'accepted': {
      // A yes is a yes even if the turn was given up as unknown meanwhile.
      const state = { $in: ['sending', 'unknown'] }
      const receiptKey = { $in: [null, outcome.receiptKey ?? null] }
      // A receipt that came first and says no has the last word.
      return [write({ state, receiptKey, receipt: { $in: [null, deliveredText] } }, $set)]
    }
    case 'unknown':
      // No answer; a receipt that came meanwhile is one.
      return [
        write({ state: 'sending', receipt: deliveredText }, acceptance),
        write({ state: 'sending', receipt: { $ne: deliveredText } }, $set),
      ]
    case 'refused':
      return [write({ state: 'sending', receiptKey: null }, $set)]
  }
}

async function recordOneByOne(ctx: Context, answers: readonly Answered[]): Promise<AttemptDoc[]> {
  const current = new Map((await attemptsNow(ctx, answers)).map((attempt) => [attempt._id, attempt]))
  for (const answered of answers) {
    const known = current.get(answered.attempt._id)
    if (known?.token === answered.attempt.token && isOpen(known, answered.outcome))
      await recordOne(ctx, answered)
  }
  return attemptsNow(ctx, answers)
}

const attemptsNow = ({ deps }: Context, answers: readonly Answered[]): Promise<AttemptDoc[]> =>
  pushModels(deps.db)
    .Attempt.find({ _id: { $in: answers.map(({ attempt }) => attempt._id) } })
    .batchSize(answers.length + 1)
    .lean<AttemptDoc[]>()

const isOpen = ({ state }: AttemptDoc, outcome: Outcome): boolean =>
  state === 'sending' || (state === 'unknown' && outcome.kind === 'accepted')

/** Calls that were not made: their attempts wait for the next try. */
export async function putBack({ deps }: Context, attempts: readonly AttemptDoc[]): Promise<void> {
  await writeMany(
    pushModels(deps.db).Attempt,
    attempts.map(({ _id, token }) => ({
      updateOne: {
        filter: { _id, token, state: 'sending' },
        update: { $set: { state: 'waiting' as const, leaseUntil: deps.clock.now() } },
      },
    })),
  )
}
