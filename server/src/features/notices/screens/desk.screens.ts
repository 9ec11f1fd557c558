import { type Api, hasDuty, roleText, stateText, type Viewer, type WorkLine } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { itemOfNotice, itemStates, type RegionPlace } from '../../catalogue'
import { suggestedColumns } from '../../catalogue/catalogue.rules'
import type { Actor } from '../../identity/actor'
import { regionOf, regionRef } from '../../regions'
import type { HouseholdDoc } from '../../regions/regions.model'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { wordsOf } from '../workflow/content'
import { draftTable } from '../workflow/rows.store'
import { workingEdition } from '../workflow/step'
import { workView } from '../workflow/work-view'
import { missingOf } from './reading.screens'

const mostOpen = 300
const recentlyPublished = 10
const lineFields = { elements: 0, body: 0, table: 0, pictures: 0 } as const

type DeskEdition = Omit<EditionDoc, 'elements' | 'body' | 'table' | 'pictures'>

export async function deskScreen(
  deps: Deps,
  code: string,
  { viewer }: Actor,
): Promise<Api['GET /api/screens/desk']['response']> {
  const region = regionRef(await regionOf(deps, code))
  const can = {
    write: hasDuty(viewer.roles, code, 'write'),
    review: hasDuty(viewer.roles, code, 'review'),
    publish: hasDuty(viewer.roles, code, 'publish'),
    verify: viewer.roles.some(({ role, region: at }) => role === 'clerk' && at === code),
  }
  if (!can.write && !can.review && !can.publish) throw new AppError('forbidden')
  const { Edition, Claim } = deps.models
  const [open, published, states, claims] = await Promise.all([
    Edition.find({ region: code, state: { $in: ['draft', 'returned', 'submitted', 'approved'] } }, lineFields)
      .sort({ updatedAt: -1 })
      .limit(mostOpen)
      .lean<DeskEdition[]>(),
    Edition.find({ region: code, state: 'published' }, lineFields)
      .sort({ updatedAt: -1 })
      .limit(recentlyPublished)
      .lean<DeskEdition[]>(),
    itemStates(deps, region),
    can.verify ? Claim.countDocuments({ region: code, state: 'open' }) : 0,
  ])
  const lines = (editions: readonly DeskEdition[]) => editions.map((one) => workLine(one, viewer, region))
  const mine = (one: DeskEdition) => one.author === viewer.person
  return {
    region,
    roles: viewer.roles.filter((role) => role.region === code).map(({ role }) => roleText[role]),
    // The writer follows what was handed over, too; what came back stands first.
    drafts: can.write ? lines(returnedFirst(open.filter(mine))) : [],
    reviews: can.review ? lines(open.filter((one) => one.state === 'submitted' && !mine(one))) : [],
    approved: can.publish ? lines(open.filter((one) => one.state === 'approved' && !mine(one))) : [],
    published: lines(published),
    missing: missingOf(states).map(({ no, name, stateText: text }) => ({ no, name, stateText: text })),
    claims,
    can,
  }
}

const returnedFirst = (editions: readonly DeskEdition[]): DeskEdition[] => [
  ...editions.filter(({ state }) => state === 'returned'),
  ...editions.filter(({ state }) => state !== 'returned'),
]

function workLine(edition: DeskEdition, viewer: Viewer, region: RegionPlace): WorkLine {
  const { notice, item: no, state, title, history, author, updatedAt } = edition
  const returned = state === 'returned' ? history.findLast(({ verb }) => verb === 'return') : undefined
  return {
    notice,
    title: title.trim() || '（还没有标题）',
    itemNo: no,
    itemName: itemOfNotice(region, no)?.level2 ?? `第 ${no} 项`,
    state,
    stateText: stateText[state],
    author: history[0]?.by ?? '',
    mine: author === viewer.person,
    updatedAt: updatedAt.toISOString(),
    reason: returned?.reason ?? null,
  }
}

/** One edition with what helps its writer: usual columns, the register, and what was published last time. */
export async function editScreen(
  deps: Deps,
  noticeId: string,
  actor: Actor,
): Promise<Api['GET /api/screens/edit']['response']> {
  const edition = await workingEdition(deps, noticeId)
  const work = await workView(deps, actor, edition)
  const writes = work.mine && hasDuty(actor.viewer.roles, edition.region, 'write')
  const [households, last] = writes
    ? await Promise.all([registerOf(deps, edition.region), lastOf(deps, edition)])
    : [[], null]
  return {
    work,
    suggestedColumns: suggestedColumns(edition.item, work.region.level),
    households,
    last,
  }
}

async function registerOf({ models }: Deps, region: string) {
  const households = await models.Household.find({ region }).sort({ code: 1 }).lean<HouseholdDoc[]>()
  return households.map(({ code, head, groupName }) => ({ code, name: head, group: groupName }))
}

async function lastOf(deps: Deps, { region, item, notice }: EditionDoc) {
  const { Notice, Edition } = deps.models
  const [last] = await Notice.find({ region, item, state: 'published', _id: { $ne: notice } })
    .sort({ 'head.publishedAt': -1, _id: -1 })
    .limit(1)
    .lean<NoticeDoc[]>()
  const edition = last?.current ? await Edition.findById(last.current).lean<EditionDoc>() : null
  if (!last?.head || !edition) return null
  const { title, publishedAt } = last.head
  const content = { ...wordsOf(edition), table: await draftTable(deps, edition) }
  return { title, publishedAt: publishedAt.toISOString(), content }
}
