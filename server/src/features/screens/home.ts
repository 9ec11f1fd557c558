import { type Api, type ItemState, lateSentence, lateSince, visitor } from '@hutang/shared'
import type { Deps } from '../../deps'
import { type Actor, userView } from '../accounts'
import {
  categorySummaries,
  dueNotices,
  itemStates,
  listNotices,
  newestFinance,
  newestOfCategories,
  noticeLines,
  ownNotices,
} from '../notices'
import { welcomeText, wishesOf } from '../push'
import { regionOf, regionRef } from '../regions'
import { askedBy } from './asked'
import { duePolicies } from './due-policies'

type Home = Api['GET /api/screens/home']['response']

const newestOnHome = 4
const missingOnHome = 3
const dueOnHome = 3
/** One large, three small. */
const ownOnHome = 4

export async function homeScreen(deps: Deps, code: string, actor: Actor | null): Promise<Home> {
  const place = await regionOf(deps, code)
  const region = regionRef(place)
  const viewer = actor?.viewer ?? visitor
  const [states, newest, words, finance, due, own, user, [wishes, closing]] = await Promise.all([
    itemStates(deps, region),
    listNotices(deps, region, viewer, { limit: newestOnHome }),
    newestOfCategories(deps, region, viewer),
    newestFinance(deps, region, viewer),
    dueNotices(deps, region, viewer, dueOnHome),
    ownNotices(deps, viewer, { limit: ownOnHome, eachItemOnce: true }).then((notices) =>
      noticeLines(deps, notices, viewer),
    ),
    actor ? userView(deps, actor) : null,
    actor ? wishesAndDue(deps, actor.person._id) : noWishes,
  ])
  const missing = missingOf(states)
  const late = (category: string) => missing.filter(({ item }) => item.category === category).length
  return {
    region,
    office: place.office,
    categories: categorySummaries(states).map((one) => ({
      ...one,
      missing: late(one.category),
      newest: words.get(one.category) ?? null,
    })),
    items: states.length,
    published: states.filter(({ state }) => state === 'published').length,
    missingItems: missing.length,
    missing: newestLate(missing, deps.clock.now()).slice(0, missingOnHome),
    newest: newest.items,
    household: own,
    finance,
    due: [...due, ...closing].sort((a, b) => a.days - b.days).slice(0, dueOnHome),
    asked: await askedBy(deps, region, user),
    user,
    welcome: wishes && welcomeText(wishes),
  }
}

const noWishes: [null, Home['due']] = [null, []]

async function wishesAndDue(deps: Deps, person: string) {
  const wishes = await wishesOf(deps, person)
  return [wishes, await duePolicies(deps, wishes.open)] as const
}

const missingOf = (states: readonly ItemState[]) => states.filter(({ state }) => state === 'missing')

/** What was due last comes first; what has no day last. */
const newestLate = (missing: readonly ItemState[], now: Date): Home['missing'] =>
  missing
    .map((state) => ({ state, since: lateSince(state.item, now)?.getTime() ?? 0 }))
    .sort((a, b) => b.since - a.since)
    .map(({ state: { item, stateText } }) => ({
      no: item.no,
      name: item.level2,
      category: item.category,
      stateText,
      sentence: lateSentence(item, now),
    }))
