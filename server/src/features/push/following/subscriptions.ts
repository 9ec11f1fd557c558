import { randomUUID } from 'node:crypto'
import type { SubscriptionView, SubscriptionWish } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { insertMissing } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import { scopeOf } from '../../announcements'
import { regionRefs } from '../../regions'
import { pushModels, wishesMark } from '../push.model'
import { requireSound } from './sound'
import { subscriptionView } from './view'
import { openOf, wishesOf } from './wishes'

export async function subscriptionsOf(deps: Deps, person: string): Promise<SubscriptionView[]> {
  const { open } = await wishesOf(deps, person)
  const regions = await regionRefs(
    deps,
    open.map(({ region }) => region),
  )
  return open.map((one) => subscriptionView(one, regions.get(one.region)))
}

/** The whole list as wanted: intervals that are absent end now, new ones begin now. */
export async function changeSubscriptions(
  deps: Deps,
  person: string,
  wanted: readonly SubscriptionWish[],
): Promise<SubscriptionView[]> {
  await requireSound(deps, wanted)
  await moveAfter(deps.marks, [wishesMark(person)], () => writeSubscriptions(deps, person, wanted))
  return subscriptionsOf(deps, person)
}

async function writeSubscriptions(
  deps: Deps,
  person: string,
  wanted: readonly SubscriptionWish[],
): Promise<void> {
  const byScope = new Map(wanted.map((wish) => [scopeOf(wish), wish]))
  const open = await openOf(deps, person)
  const gone = open.filter(({ scope }) => !byScope.has(scope)).map(({ _id }) => _id)
  if (gone.length > 0) await endIntervals(deps, person, gone)
  for (const { scope } of open) byScope.delete(scope)
  await follow(deps, person, [...byScope.values()])
}

/** One open interval a scope: of two requests at once the second finds the first's. */
export async function follow(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  person: string,
  wanted: readonly SubscriptionWish[],
): Promise<void> {
  const since = clock.now()
  await insertMissing(
    pushModels(db).Subscription,
    wanted.map((wish) => ({
      _id: randomUUID(),
      person,
      region: wish.region,
      below: wish.below ?? false,
      category: wish.category ?? null,
      item: wish.item ?? null,
      word: wish.word ?? null,
      scope: scopeOf(wish),
      since,
      until: null,
      open: true,
    })),
  )
}

export async function endIntervals(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  person: string,
  ids: readonly string[],
): Promise<void> {
  await pushModels(db).Subscription.updateMany(
    { _id: { $in: [...ids] }, person, open: true },
    { $set: { open: false, until: clock.now() } },
  )
}
