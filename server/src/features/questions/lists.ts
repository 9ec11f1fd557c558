import {
  type Api,
  answersNow,
  isOverdue,
  type QuestionStep,
  type QuestionView,
  readsQuestion,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Waiting } from '../../feature'
import { cursorOf, positionOf } from '../../http/cursor'
import { offsetPage } from '../../http/offset-cursor'
import type { Actor } from '../accounts'
import { regionOf } from '../regions'
import { openIn } from './kept'
import { type QuestionDoc, questionModels } from './questions.model'
import { isOwn, viewsOf } from './view'

interface Paging {
  cursor?: string | undefined
  limit?: number | undefined
}

const pageSize = 20

interface QuestionPage {
  items: QuestionView[]
  next?: string
}

/** The account's own, newest first. */
export const ownQuestions = (deps: Deps, { account, viewer }: Actor, paging: Paging): Promise<QuestionPage> =>
  newestFirst(deps, { account: account._id }, paging, viewer)

async function newestFirst(
  deps: Deps,
  filter: object,
  { cursor, limit = pageSize }: Paging,
  viewer: Viewer,
): Promise<QuestionPage> {
  const after = cursor === undefined ? null : positionOf(cursor)
  const found = await questionModels(deps.db)
    .Question.find({
      ...filter,
      ...(after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] } : {}),
    })
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean<QuestionDoc[]>()
  const questions = found.slice(0, limit)
  const last = questions.at(-1)
  const items = await viewsOf(deps, questions, viewer)
  return found.length > limit && last ? { items, next: cursorOf({ at: last.at, id: last._id }) } : { items }
}

/** What was sent to an office: what waits, the longest first; or what has been answered. */
export async function officeQuestions(
  deps: Deps,
  code: string,
  { viewer }: Actor,
  { state = 'open', ...paging }: Api['GET /api/regions/:code/questions']['query'],
): Promise<QuestionPage> {
  await regionOf(deps, code)
  const steps = stepsOf(viewer, code)
  if (steps.length === 0) throw new AppError('forbidden')
  if (state === 'done') {
    const within = { region: { $regex: `^${code}` }, open: false, readers: { $in: steps } }
    return newestFirst(deps, within, paging, viewer)
  }
  const now = deps.clock.now()
  const readable = (await openIn(deps, code)).filter((one) => readsQuestion(viewer.roles, one, now))
  const { page, next } = offsetPage(readable, { cursor: paging.cursor, limit: paging.limit ?? pageSize })
  const items = await viewsOf(deps, page, viewer)
  return next === undefined ? { items } : { items, next }
}

/** The steps whose answers these posts give in a place, or in what lies in it. */
function stepsOf({ roles }: Viewer, code: string): QuestionStep[] {
  const here = roles.filter(({ region }) => code.startsWith(region))
  const has = (...names: string[]) => here.some(({ role }) => names.includes(role))
  return [
    ...(has('clerk', 'publisher') ? (['office'] as const) : []),
    ...(has('supervisor') ? (['supervisors'] as const) : []),
    ...(has('township-officer', 'township-reviewer', 'township-publisher') ? (['township'] as const) : []),
  ]
}

/** What waits in an office and of that what is late; null for those who do not answer there. */
export async function questionDesk(
  deps: Deps,
  code: string,
  { viewer }: Actor,
): Promise<{ open: number; late: number } | null> {
  if (stepsOf(viewer, code).length === 0) return null
  const now = deps.clock.now()
  const readable = (await openIn(deps, code)).filter((one) => readsQuestion(viewer.roles, one, now))
  return { open: readable.length, late: readable.filter((one) => isOverdue(one, now)).length }
}

/** How many wait for an answer of this viewer, by the office in which they give it. */
export async function waitingQuestions(deps: Deps, viewer: Viewer): Promise<Waiting[]> {
  const offices = [...new Set(viewer.roles.map(({ region }) => region))].filter(
    (region) => stepsOf(viewer, region).length > 0,
  )
  const now = deps.clock.now()
  const waiting = await Promise.all(
    offices.map(async (region) => {
      const here = viewer.roles.filter((one) => one.region === region)
      const count = (await openIn(deps, region)).filter(
        (one) => !isOwn(one, viewer) && answersNow(here, one, now),
      ).length
      return { region, what: 'answer' as const, count }
    }),
  )
  return waiting.filter(({ count }) => count > 0)
}
