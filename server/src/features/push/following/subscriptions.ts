import { randomUUID } from 'node:crypto'
import { type Api, type SubscriptionWish, whenText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertMissing } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import { partsOf, scopeOf } from '../../announcements'
import { regionRefs } from '../../regions'
import { pushModels, wishesMark } from '../push.model'
import { policyTitles } from './policy-titles'
import { requireSound } from './sound'
import { subscriptionView } from './view'
import { openOf, wishesOf } from './wishes'

type Followed = Api['GET /api/me/subscriptions']['response']

/** What a person follows, in words, and when they are told. */
export async function followedBy(deps: Deps, person: string): Promise<Followed> {
  const { open, preferences } = await wishesOf(deps, person)
  const regions = await regionRefs(
    deps,
    open.map(({ region }) => region),
  )
  const titleOf = await policyTitles(
    deps,
    open.flatMap(({ scope }) => partsOf(scope).policy?.id ?? []),
  )
  return {
    subscriptions: open.map((one) => subscriptionView(one, regions.get(one.region), titleOf)),
    when: whenText(preferences),
  }
}

/** The whole list as wanted: intervals that are absent end now, new ones begin now. */
export async function changeSubscriptions(
  deps: Deps,
  person: string,
  wanted: readonly SubscriptionWish[],
): Promise<void> {
  await requireSound(deps, wanted)
  await moveAfter(deps.marks, [wishesMark(person)], () => writeSubscriptions(deps, person, wanted))
}

/** One of them; one that has ended already is no fault. */
export async function unsubscribe(deps: Deps, person: string, id: string): Promise<void> {
  const ended = await moveAfter(deps.marks, [wishesMark(person)], () => endIntervals(deps, person, [id]))
  if (ended > 0 || (await pushModels(deps.db).Subscription.exists({ _id: id, person }))) return
  throw new AppError('notFound', { message: '没有这条订阅，请刷新页面再看。' })
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
): Promise<number> {
  const { modifiedCount } = await pushModels(db).Subscription.updateMany(
    { _id: { $in: [...ids] }, person, open: true },
    { $set: { open: false, until: clock.now() } },
  )
  return modifiedCount
}
