import type { Api, HouseholdView } from '@hutang/shared'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { type Actor, oidcOf, userView } from '../accounts'
import { catalogueOf } from '../catalogue'
import { noticeLines, ownNotices } from '../notices'
import { ownPosts } from '../posts'
import { emailOf, followedBy, grantsOf, grantTemplates, mutesView, welcomeText, wishesOf } from '../push'
import { parentsOf, refOf, regionOf, regionRef, regionRefs } from '../regions'
import { claimsOf, membersView, newcomersOf, ownHousehold, slipView } from '../verification'

export async function meScreen(
  deps: Deps,
  actor: Actor | null,
): Promise<Api['GET /api/screens/me']['response']> {
  const { demo } = deps.config
  const wechat = wechatConnected(deps.config)
  const oidc = oidcOf(deps)?.name ?? null
  const ways = { demo, wechat, oidc }
  const visiting = { claims: [], newcomers: [], subscriptions: 0, posts: [] }
  if (!actor) return { user: null, ...ways, preferences: null, ...visiting }
  const person = actor.person._id
  const [user, { preferences, open }, claims, newcomers, posts] = await Promise.all([
    userView(deps, actor),
    wishesOf(deps, person),
    claimsOf(deps, actor.account._id),
    newcomersOf(deps, actor),
    ownPosts(deps, actor),
  ])
  return { user, ...ways, preferences, claims, newcomers, subscriptions: open.length, posts }
}

export async function subscriptionsScreen(
  deps: Deps,
  { person, account, viewer }: Actor,
  code: string,
): Promise<Api['GET /api/screens/subscriptions']['response']> {
  const place = await regionOf(deps, code)
  const region = regionRef(place)
  const [parents, followed, wishes, grants, email] = await Promise.all([
    parentsOf(deps, place),
    followedBy(deps, person._id),
    wishesOf(deps, person._id),
    grantsOf(deps, account.openid),
    emailOf(deps, person._id),
  ])
  const categories = new Map<string, { no: number; name: string }[]>()
  for (const { category, no, level2: name } of catalogueOf(region)) {
    categories.set(category, [...(categories.get(category) ?? []), { no, name }])
  }
  return {
    region,
    above: parents.map(regionRef),
    ...followed,
    mutes: await mutesView(deps, wishes.muted, viewer),
    welcome: welcomeText(wishes),
    categories: [...categories].map(([category, items]) => ({ category, items })),
    preferences: wishes.preferences,
    templates: grantTemplates(deps),
    grants,
    email,
  }
}

const mostNotices = 50

/** 我家: the household, who has verified as its members, and the notices with a row of its own. */
export async function householdView(deps: Deps, actor: Actor): Promise<HouseholdView> {
  const household = await ownHousehold(deps, actor)
  const [refs, members, slip, notices] = await Promise.all([
    regionRefs(deps, [household.region]),
    membersView(deps, actor, household._id),
    slipView(deps, household._id),
    ownNotices(deps, actor.viewer, { limit: mostNotices }),
  ])
  return {
    region: refOf(refs, household.region),
    household: household._id,
    code: household.code,
    group: household.groupName,
    members,
    slip,
    notices: await noticeLines(deps, notices, actor.viewer),
  }
}
