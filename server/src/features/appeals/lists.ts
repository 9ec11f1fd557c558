import {
  type Api,
  type AppealView,
  appealClocks,
  appealRatings,
  appealRatingText,
  appealStatistics,
  hasAppealDesk,
  levelText,
  topLevel,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { cursorOf, positionOf } from '../../http/cursor'
import { offsetPage } from '../../http/offset-cursor'
import type { Actor } from '../accounts'
import { regionOf } from '../regions'
import { type AppealDoc, appealModels } from './appeals.model'
import { helpersOf } from './helpers'
import { openIn, sinceIn } from './kept'
import { officeTime } from './terms'
import { isOwnAppeal, mayDealWith, viewsOf } from './view'

const pageSize = 20
const yearMs = 365 * 86_400_000
const clockWords = { acknowledge: '联系', answer: '答复', close: '办结' } as const

interface Paging {
  cursor?: string | undefined
  limit?: number | undefined
}

interface AppealPage {
  items: AppealView[]
  next?: string
}

/** The account's own, newest first. */
export const ownAppeals = (deps: Deps, { account, viewer }: Actor, paging: Paging): Promise<AppealPage> =>
  newestFirst(deps, { account: account._id }, 'at', paging, viewer)

async function newestFirst(
  deps: Deps,
  filter: object,
  by: 'at' | 'endedAt',
  { cursor, limit = pageSize }: Paging,
  viewer: Viewer,
): Promise<AppealPage> {
  const after = cursor === undefined ? null : positionOf(cursor)
  const behind = after && { $or: [{ [by]: { $lt: after.at } }, { [by]: after.at, _id: { $lt: after.id } }] }
  const found = await appealModels(deps.db)
    .Appeal.find({ ...filter, ...behind })
    .sort({ [by]: -1, _id: -1 })
    .limit(limit + 1)
    .lean<AppealDoc[]>()
  const appeals = found.slice(0, limit)
  const last = appeals.at(-1)
  const items = await viewsOf(deps, appeals, viewer)
  return found.length > limit && last
    ? { items, next: cursorOf({ at: last[by] ?? last.at, id: last._id }) }
    : { items }
}

/** The office that has a desk, for those who have a post there, or above it. */
async function deskFor(deps: Deps, code: string, { viewer }: Actor): Promise<void> {
  await regionOf(deps, code)
  if (!hasAppealDesk(viewer.roles, code)) throw new AppError('forbidden')
}

/** What an office deals with: what is due first; or what has ended. */
export async function officeAppeals(
  deps: Deps,
  code: string,
  actor: Actor,
  { state = 'open', ...paging }: Api['GET /api/regions/:code/appeals']['query'],
): Promise<AppealPage> {
  await deskFor(deps, code, actor)
  const { viewer } = actor
  if (state === 'done') {
    const ended = { office: { $regex: `^${code}` }, open: false, level: { $gte: lowestLevel(viewer, code) } }
    return newestFirst(deps, ended, 'endedAt', paging, viewer)
  }
  const readable = (await openIn(deps, code)).filter(
    (one) => !isOwnAppeal(one, viewer) && mayDealWith(one, viewer),
  )
  const { page, next } = offsetPage(readable, { cursor: paging.cursor, limit: paging.limit ?? pageSize })
  const items = await viewsOf(deps, page, viewer)
  return next === undefined ? { items } : { items, next }
}

/** The lowest level that these posts have: they read of what has ended what once came so far. */
function lowestLevel({ roles }: Viewer, code: string): number {
  const has = (role: string) => roles.some((one) => one.role === role && code.startsWith(one.region))
  if (has('township-officer')) return 0
  return has('township-publisher') ? Math.min(1, topLevel(code)) : topLevel(code)
}

/** How it goes at an office; nobody is ranked. */
export async function appealDesk(
  deps: Deps,
  code: string,
  actor: Actor,
): Promise<Api['GET /api/regions/:code/appeal-desk']['response']> {
  await deskFor(deps, code, actor)
  const now = deps.clock.now()
  const [all, open, helpers] = await Promise.all([
    sinceIn(deps, code, new Date(now.getTime() - yearMs)),
    openIn(deps, code),
    helpersOf(deps, code),
  ])
  const counted = all.filter(({ ended }) => ended !== 'withdrawn')
  const clocks = appealStatistics(
    counted.flatMap(({ rounds }) => rounds),
    now,
    officeTime(),
  )
  const levels = Array.from({ length: topLevel(code) + 1 }, (_, level) => level)
  return {
    clocks: appealClocks.map((clock) => ({ clock, text: clockWords[clock], ...clocks[clock] })),
    open: levels.map((level) => ({
      ...{ level, text: levelText(code, level) },
      count: open.filter((one) => Math.min(one.level, topLevel(one.office)) === level).length,
    })),
    ratings: appealRatings.map((rating) => ({
      ...{ rating, text: appealRatingText[rating] },
      count: all.filter((one) => one.rating?.rating === rating).length,
    })),
    helpers,
  }
}
