import {
  type Api,
  type EditionState,
  hasPart,
  type ItemState,
  type RegionRef,
  roleText,
  stateTextIn,
  type Viewer,
  visitsHouseholds,
  type WorkLine,
} from '@hutang/shared'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { itemOfNotice, type RegionPlace, suggestedColumns } from '../catalogue'
import { linksWaiting } from '../enterprises'
import { leakDesk } from '../leaks'
import {
  type DeskLine,
  itemStates,
  keepsIt,
  lastOf,
  ledgerHelp,
  nilOffer,
  openEditions,
  orphansOf,
  recentEditions,
  remarksOf,
  unwrittenDraft,
  workOf,
  workView,
  wroteIt,
} from '../notices'
import { countDoors } from '../push'
import { questionDesk } from '../questions'
import { regionOf, regionRef } from '../regions'
import { registerOf } from '../residents'
import { countOpenClaims } from '../verification'

export async function deskScreen(
  deps: Deps,
  code: string,
  actor: Actor,
): Promise<Api['GET /api/screens/desk']['response']> {
  const { viewer } = actor
  const region = regionRef(await regionOf(deps, code))
  const can = {
    write: hasPart(viewer.roles, code, 'write'),
    review: hasPart(viewer.roles, code, 'review'),
    publish: hasPart(viewer.roles, code, 'publish'),
    verify: viewer.roles.some(({ role, region: at }) => role === 'clerk' && at === code),
  }
  if (!can.write && !can.review && !can.publish) throw new AppError('forbidden')
  const [open, published, states, claims, visits, leaks, questions, firms] = await Promise.all([
    openEditions(deps, code, viewer),
    recentEditions(deps, code, viewer),
    itemStates(deps, region),
    can.verify ? countOpenClaims(deps, code) : 0,
    visitsHouseholds(viewer, code) ? countDoors(deps, code, viewer) : 0,
    leakDesk(deps, code, actor),
    questionDesk(deps, code, actor),
    linksWaiting(deps, code, viewer),
  ])
  const lines = (editions: readonly DeskLine[]) => editions.map((one) => workLine(one, viewer, region))
  const mine = (one: DeskLine) => wroteIt(one, viewer)
  const others = can.write ? open.filter((one) => !keepsIt(one, viewer)) : []
  const orphans = await orphansOf(deps, code, others)
  return {
    region,
    roles: viewer.roles.filter((role) => role.region === code).map(({ role }) => roleText[role]),
    // The writer follows what was handed over, too; what came back stands first.
    drafts: can.write ? lines(returnedFirst(open.filter((one) => keepsIt(one, viewer)))) : [],
    orphans: lines(orphans),
    reviews: can.review ? lines(open.filter((one) => one.state === 'submitted' && !mine(one))) : [],
    approved: can.publish ? lines(open.filter((one) => toPublish.includes(one.state) && !mine(one))) : [],
    published: lines(published),
    missing: await missingHere(deps, region, states, can.write),
    leaks,
    questions,
    claims,
    firms,
    visits,
    wechat: wechatConnected(deps.config),
    can,
  }
}

const missingHere = (deps: Deps, region: RegionRef, states: readonly ItemState[], mayWrite: boolean) =>
  Promise.all(
    states
      .filter(({ state }) => state === 'missing')
      .map(async ({ item, stateText: text }) => ({
        no: item.no,
        name: item.level2,
        stateText: text,
        nilOffer: mayWrite ? await nilOffer(deps, region, item) : null,
      })),
  )
const toPublish: readonly EditionState[] = ['approved', 'scheduled']

const returnedFirst = (editions: readonly DeskLine[]): DeskLine[] => [
  ...editions.filter(({ state }) => state === 'returned'),
  ...editions.filter(({ state }) => state !== 'returned'),
]

function workLine(edition: DeskLine, viewer: Viewer, region: RegionPlace): WorkLine {
  const { notice, item: no, state, title, history, updatedAt } = edition
  const returned = state === 'returned' ? history.findLast(({ verb }) => verb === 'return') : undefined
  return {
    notice,
    title: title.trim() || '（还没有标题）',
    itemNo: no,
    itemName: itemOfNotice(region, no)?.level2 ?? `第 ${no} 项`,
    state,
    stateText: edition.ended && state === 'published' ? edition.ended : stateTextIn(state, region.level),
    author: history[0]?.by ?? '',
    mine: wroteIt(edition, viewer),
    updatedAt: updatedAt.toISOString(),
    reason: returned?.reason ?? null,
    editionNo: edition.editionNo,
    scheduledFor: edition.scheduledFor ? edition.scheduledFor.toISOString() : null,
  }
}

/** One edition with what helps its writer: usual columns, the register, and what was published last time. */
export async function editScreen(
  deps: Deps,
  noticeId: string,
  actor: Actor,
): Promise<Api['GET /api/screens/edit']['response']> {
  return withHelp(deps, actor, await workOf(deps, actor, noticeId))
}

/** A draft that nobody has written yet, and those of the same item that the writer has begun. */
export async function newDraftScreen(
  deps: Deps,
  asked: { region: string; item: number },
  actor: Actor,
): Promise<Api['GET /api/screens/new-draft']['response']> {
  const made = await unwrittenDraft(deps, actor, asked)
  const [screen, open] = await Promise.all([
    withHelp(deps, actor, made),
    openEditions(deps, asked.region, actor.viewer),
  ])
  const begun = open.filter(
    (one) => one.item === asked.item && isBegun.includes(one.state) && keepsIt(one, actor.viewer),
  )
  return { ...screen, drafts: begun.map((one) => workLine(one, actor.viewer, screen.work.region)) }
}

const isBegun: readonly EditionState[] = ['draft', 'returned']

async function withHelp(
  deps: Deps,
  actor: Actor,
  found: Parameters<typeof workView>[2],
): Promise<Api['GET /api/screens/edit']['response']> {
  const { edition } = found
  const work = { ...(await workView(deps, actor, found)), remarks: await remarksOf(deps, edition) }
  const writes = work.mine && hasPart(actor.viewer.roles, edition.region, 'write')
  const [households, last, ledger] = writes
    ? await Promise.all([
        householdsOf(deps, edition.region),
        lastOf(deps, edition),
        ledgerHelp(deps, work.region, edition),
      ])
    : [[], null, null]
  return {
    work,
    suggestedColumns: suggestedColumns(edition.item, work.region.level),
    households,
    ledger,
    last,
  }
}

async function householdsOf({ db }: Deps, region: string) {
  const households = await registerOf(db, region)
  return households.map(({ code, head, groupName }) => ({ code, name: head, group: groupName }))
}
