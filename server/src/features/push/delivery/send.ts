import { randomUUID } from 'node:crypto'
import { isDuplicate } from '../../../storage/duplicate'
import { reachableAccounts } from '../../accounts'
import { preferencesOf } from '../following/preferences'
import { chooseGrant } from '../grants/choice'
import { freeGrant } from '../grants/grants'
import type { AttemptDoc, DeliveryDoc } from '../push.model'
import { pushModels } from '../push.model'
import { call } from './call'
import { conclude, finish } from './conclude'
import { type Context, leaseFrom } from './context'
import { duplicateOn } from './duplicates'
import { recheck } from './recheck'

/** Another attempt for the same phone is under way: longer than it takes, shorter than anyone notices. */
const besideMs = 3000

/** d to h of a sealed delivery. `fresh`: sealed a moment ago by this worker, so there is nothing to look at again. */
export async function send(
  ctx: Context,
  delivery: DeliveryDoc,
  { fresh }: { fresh: boolean },
): Promise<void> {
  const { db, clock } = ctx.deps
  const attempt = fresh ? null : await pushModels(db).Attempt.findById(attemptId(delivery)).lean<AttemptDoc>()
  if (attempt) {
    if (attempt.state === 'sending' || attempt.state === 'waiting') {
      await postpone(ctx, delivery, attempt.leaseUntil)
    } else {
      await conclude(ctx, attempt)
    }
    return
  }
  if (!fresh) {
    const verdict = await recheck(ctx, delivery)
    if (verdict.kind === 'drop') return finish(ctx, delivery, 'dropped', verdict.why)
    if (verdict.kind === 'wait') return postpone(ctx, delivery, verdict.until)
  }
  const { wechat } = await preferencesOf(db, delivery.person)
  if (!wechat) return finish(ctx, delivery, 'inbox', 'wechatOff')
  const accounts = await reachableAccounts(db, delivery.person)
  if (accounts.length === 0) return finish(ctx, delivery, 'inbox', 'noAccount')

  const choice = await chooseGrant(ctx, delivery, accounts)
  if (choice.kind === 'none') return finish(ctx, delivery, 'inbox', choice.why)
  if (choice.kind === 'held') return postpone(ctx, delivery, choice.until)
  await ctx.reached('r')
  const { openid, template, grant } = choice
  const now = clock.now()
  const made = await insertAttempt(ctx, {
    _id: attemptId(delivery),
    delivery: delivery._id,
    channel: 'wechat',
    person: delivery.person,
    openid,
    template,
    state: 'sending',
    tries: 0,
    token: randomUUID(),
    leaseUntil: leaseFrom(now),
    startedAt: now,
    code: null,
    grant: grant._id,
    receiptKey: null,
    receipt: null,
  })
  if (made.kind === 'made') {
    await ctx.reached('d')
    await call(ctx, made.attempt, delivery)
    return
  }
  if (made.kind === 'phoneBusy') {
    await freeGrant(db, grant._id, delivery._id)
    await postpone(ctx, delivery, new Date(now.getTime() + besideMs))
    return
  }
  // Another worker's attempt stands; the grant is only given back if that attempt does not use it.
  const other = await pushModels(db).Attempt.findById(attemptId(delivery)).lean<AttemptDoc>()
  if (other && other.grant !== grant._id) await freeGrant(db, grant._id, delivery._id)
}

const attemptId = (delivery: Pick<DeliveryDoc, '_id'>): string => `${delivery._id}:wechat`

type Made = { kind: 'made'; attempt: AttemptDoc } | { kind: 'phoneBusy' } | { kind: 'notFirst' }

/** d: this insert is the lock. */
async function insertAttempt({ deps }: Context, attempt: AttemptDoc): Promise<Made> {
  try {
    await pushModels(deps.db).Attempt.create(attempt)
    return { kind: 'made', attempt }
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return { kind: duplicateOn(error, 'openid') ? 'phoneBusy' : 'notFirst' }
  }
}

/** Nobody looks at the delivery before then. */
async function postpone({ deps }: Context, { _id, token }: DeliveryDoc, until: Date): Promise<void> {
  await pushModels(deps.db).Delivery.updateOne({ _id, state: 'sealed', token }, { leaseUntil: until })
}
