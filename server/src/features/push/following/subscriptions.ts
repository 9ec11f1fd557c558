import { randomUUID } from 'node:crypto'
import { type FieldProblem, type SubscriptionView, type SubscriptionWish, wishes } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertMissing } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import { scopeOf } from '../../announcements'
import { catalogueOf, itemOfNotice } from '../../catalogue'
import { regionRefs } from '../../regions'
import type { SubscriptionDoc } from '../push.model'
import { pushModels, wishesMark } from '../push.model'
import { labelOf } from './labels.rules'
import { openOf, wishesOf } from './wishes'

export async function subscriptionsOf(deps: Deps, person: string): Promise<SubscriptionView[]> {
  const { open } = await wishesOf(deps, person)
  const regions = await regionRefs(
    deps,
    open.map(({ region }) => region),
  )
  return open.map(({ _id, region: code, category, item, wish, since }) => {
    const region = regions.get(code)
    return {
      id: _id,
      region: code,
      ...(category === null ? {} : { category }),
      ...(item === null ? {} : { item }),
      wish,
      regionName: region?.name ?? code,
      label: labelOf(
        { region: code, category, item },
        { name: region?.name ?? code },
        region && item !== null ? itemOfNotice(region, item) : null,
      ),
      since: since.toISOString(),
    }
  })
}

/** The whole list as wanted: intervals that are absent end now, new ones begin now; a wish may change within one. */
export async function changeSubscriptions(
  deps: Deps,
  person: string,
  wanted: readonly SubscriptionWish[],
): Promise<SubscriptionView[]> {
  await requireKnown(deps, wanted)
  await moveAfter(deps.marks, [wishesMark(person)], () => writeSubscriptions(deps, person, wanted))
  return subscriptionsOf(deps, person)
}

async function writeSubscriptions(
  deps: Deps,
  person: string,
  wanted: readonly SubscriptionWish[],
): Promise<void> {
  const byScope = new Map(wanted.map((wish) => [scopeOf(wish), wish]))
  const now = deps.clock.now()
  const open = await openOf(deps, person)
  const gone = open.filter((one) => !byScope.has(one.scope)).map((one) => one._id)
  if (gone.length > 0) {
    await pushModels(deps.db).Subscription.updateMany(
      { _id: { $in: gone }, open: true },
      { open: false, until: now },
    )
  }
  await follow(deps, person, byScope, open, now)
}

/** One open interval a scope: of two requests at once the second finds the first's and only sets the wish. */
async function follow(
  { db }: Deps,
  person: string,
  wanted: ReadonlyMap<string, SubscriptionWish>,
  open: readonly SubscriptionDoc[],
  now: Date,
): Promise<void> {
  const { Subscription } = pushModels(db)
  const known = new Map(open.map((one) => [one.scope, one.wish]))
  const added = [...wanted].filter(([scope]) => !known.has(scope))
  const first = await insertMissing(
    Subscription,
    added.map(([scope, { region, category, item, wish }]) => ({
      _id: randomUUID(),
      person,
      region,
      category: item === undefined ? (category ?? null) : null,
      item: item ?? null,
      scope,
      wish,
      since: now,
      until: null,
      open: true,
    })),
  )
  const changed = [...wanted].filter(([scope, { wish }]) => !first || (known.get(scope) ?? wish) !== wish)
  for (const wish of wishes) {
    const scopes = changed.filter(([, one]) => one.wish === wish).map(([scope]) => scope)
    if (scopes.length === 0) continue
    await Subscription.updateMany({ person, scope: { $in: scopes }, open: true }, { wish })
  }
}

async function requireKnown(deps: Deps, wanted: readonly SubscriptionWish[]): Promise<void> {
  const regions = await regionRefs(
    deps,
    wanted.map(({ region }) => region),
  )
  const seen = new Set<string>()
  const fields: FieldProblem[] = wanted.flatMap((wish, at) => {
    const field = `subscriptions.${at}`
    const region = regions.get(wish.region)
    if (!region) return { field: `${field}.region`, message: '没有这个村镇，请重新选择。' }
    const items = catalogueOf(region)
    if (wish.item !== undefined && !items.some((item) => item.no === wish.item))
      return { field: `${field}.item`, message: `${region.name}的公开目录里没有第 ${wish.item} 项。` }
    if (wish.category !== undefined && !items.some((item) => item.category === wish.category))
      return {
        field: `${field}.category`,
        message: `${region.name}的公开目录里没有“${wish.category}”这一类。`,
      }
    const scope = scopeOf(wish)
    if (seen.has(scope)) return { field, message: '这一条和上面的重复了，请去掉一条。' }
    seen.add(scope)
    return []
  })
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}
