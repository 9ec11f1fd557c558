import { randomUUID } from 'node:crypto'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { leaseFrom } from '../delivery/context'
import { type AttemptDoc, type DeliveryDoc, pushModels } from '../push.model'

/** A call that may have reached the person. */
const maybeTold: readonly AttemptDoc['state'][] = ['accepted', 'unknown', 'sending', 'waiting']

/**
 * The attempt once more, where the provider said a definite no and the chain ended with it. First the delivery is opened:
 * cut off there, its next worker ends it as before.
 */
export async function retryAttempt(
  { db, clock, work }: Pick<Deps, 'db' | 'clock' | 'work'>,
  id: string,
): Promise<void> {
  const { Attempt, Delivery } = pushModels(db)
  const attempt = await Attempt.findById(id).lean<AttemptDoc>()
  if (!attempt) throw new AppError('pushNotFound')
  const { delivery, tries, token, effect } = attempt
  // Without a vendor's answer there was no call: nothing was set aside that could be used now.
  if (attempt.state !== 'refused' || effect === null) throw new AppError('notRetried')
  const told = await Attempt.exists({ delivery, state: { $in: [...maybeTold] } })
  if (told) throw new AppError('notRetried')
  const now = clock.now()
  const opened: Partial<DeliveryDoc> = {
    state: 'sealed',
    result: null,
    reason: null,
    token: randomUUID(),
    leaseUntil: leaseFrom(now),
  }
  const { modifiedCount } = await Delivery.updateOne(
    { _id: delivery, state: 'done', result: 'inbox' },
    { $set: opened },
  )
  if (modifiedCount === 0) throw new AppError('notRetried')
  await Attempt.updateOne(
    { _id: id, state: 'refused', tries, token },
    {
      $set: {
        state: 'waiting',
        tries: 0,
        token: randomUUID(),
        leaseUntil: now,
        effect: null,
        stopUntil: null,
      },
    },
  )
  work.send()
}
