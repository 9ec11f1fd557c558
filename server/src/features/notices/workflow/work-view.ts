import {
  type EditionWork,
  type FieldProblem,
  type Item,
  needsGrounds,
  periodText,
  type RegionRef,
  stateTextIn,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { ledgerChecks } from '../ledgers/beside'
import { itemFor, nilPeriod } from '../nil/nil.rules'
import type { EditionDoc, NoticeDoc, TransitionDoc } from '../notices.model'
import type { PaperDoc } from '../paper/paper.docs'
import { pictureViews } from '../reading/notice-view'
import { rowsOf } from '../tables/draft-rows'
import { personRowsOf } from '../tables/person-rows'
import { workVouchers } from '../vouchers/read'
import { voucherReasons } from '../vouchers/vouchers.rules'
import { type Against, abilitiesOf, keepsIt, maySeeWork } from './abilities'
import { changeReasons } from './change'
import { contentOf, wholeContent } from './content'
import { groundsReasons, groundsView } from './grounds'
import { namesFor } from './names'
import { askedNames } from './names.rules'
import { endedReason } from './publish'
import { failureReasons } from './readiness.rules'
import { type NoticeWork, noticeStore, publishedBefore } from './store'
import { overReason, tellingReasons, tellingView } from './telling'
import { warningsOf } from './warnings.rules'

/** The edition that the viewer works on: the newest, or what is published while somebody else corrects it. */
export async function workOf(
  deps: Deps,
  { viewer }: Actor,
  noticeId: string,
): Promise<Pick<NoticeWork, 'edition' | 'notice'>> {
  const { edition, notice } = await noticeStore(deps).work(noticeId, null)
  if (maySeeWork(edition, viewer)) return { edition, notice }
  return { edition: await publishedBefore(deps, edition), notice }
}

/** An edition as those who work on it see it, without the rows of its table. */
export async function workView(
  deps: Deps,
  actor: Actor,
  { edition, notice }: Pick<NoticeWork, 'edition' | 'notice'>,
): Promise<EditionWork> {
  const { viewer } = actor
  if (!maySeeWork(edition, viewer)) throw new AppError('forbidden')
  const region = regionRef(await regionOf(deps, edition.region))
  const item = itemFor(notice, itemOfNotice(region, edition.item))
  if (!item) throw new AppError('noticeNotFound')
  const { unready, warnings, sensitive, namesHouseholds } = await saidOf(
    deps,
    { edition, notice },
    item,
    region,
  )
  return {
    notice: edition.notice,
    edition: edition._id,
    editionNo: edition.editionNo,
    region,
    item,
    ...(notice.nil ? { nil: { period: periodText(nilPeriod(notice.nil), null) } } : {}),
    state: edition.state,
    stateText: stateTextIn(edition.state, region.level),
    noticeState: notice.state,
    revision: edition.revision,
    content: contentOf(edition),
    rows: edition.table?.rows ?? 0,
    pictures: pictureViews(deps, edition, 'restricted'),
    vouchers: await workVouchers(deps, edition),
    contentHash: edition.contentHash,
    change: edition.change ?? null,
    grounds: groundsView(edition, sensitive),
    telling: tellingView(edition, item, namesHouseholds),
    scheduledFor: edition.scheduledFor ? edition.scheduledFor.toISOString() : null,
    remarks: [],
    author: edition.history[0]?.by ?? '',
    mine: keepsIt(edition, viewer),
    history: shownHistory(deps, edition.history),
    warnings,
    problems: unready.slice(0, mostProblems),
    abilities: abilitiesOf(edition, viewer, region.level, {
      ...endedReasons(notice, edition, deps.clock.now()),
      submit: unready.map(({ message }) => message),
    }),
    updatedAt: edition.updatedAt.toISOString(),
  }
}

/** What cannot be done any more because of what became of the notice. */
function endedReasons(notice: NoticeDoc, edition: EditionDoc, now: Date): Against {
  if (edition.state === 'published')
    return notice.state === 'published' ? {} : { correct: ['这条公开已经撤回，不能再更正。'] }
  const reason =
    edition.state === 'approved' ? (endedReason(notice, edition, now) ?? overReason(edition, now, now)) : null
  return reason ? { publish: [reason], schedule: [reason] } : {}
}

/** A long table may have one in every row; the others are told when these are mended. */
const mostProblems = 100

interface Said {
  unready: FieldProblem[]
  warnings: FieldProblem[]
  /** Names stand beside illness or relief. */
  sensitive: boolean
  namesHouseholds: boolean
}

/** Until it is published: what is missing, for its writer, and what everybody who works on it should look at. */
async function saidOf(
  deps: Deps,
  { edition, notice }: Pick<NoticeWork, 'edition' | 'notice'>,
  item: Item,
  region: RegionRef,
): Promise<Said> {
  if (edition.state === 'published' || edition.state === 'superseded')
    return { unready: [], warnings: [], sensitive: false, namesHouseholds: false }
  const isRead = edition.state === 'draft' || edition.state === 'submitted'
  const [rows, register] = await Promise.all([
    rowsOf(deps, edition),
    isRead ? namesFor(deps, edition, item) : null,
  ])
  const content = wholeContent(edition, rows)
  const ledger = notice.nil || !isRead ? null : await ledgerChecks(deps, region, edition, content)
  const unready =
    edition.state === 'draft'
      ? [
          ...failureReasons(content, edition.pictures, item, register),
          ...changeReasons(edition, register),
          ...groundsReasons(edition, content, item),
          ...tellingReasons(edition, deps.clock.now()),
          ...voucherReasons(edition, rows),
          ...(ledger?.reasons ?? []),
        ]
      : []
  const persons = await personRowsOf(deps, edition, rows)
  const warnings = [
    ...warningsOf(content, item),
    ...askedNames(content, edition.pictures, item, register),
    ...(persons?.problems ?? []),
    ...(ledger?.warnings ?? []),
  ]
  const namesHouseholds = rows.some(({ household }) => household !== null)
  return { unready, warnings, sensitive: needsGrounds(content, item), namesHouseholds }
}

/** Of edits that follow one another only the last is told. */
const shownHistory = (deps: Deps, history: readonly TransitionDoc[]): EditionWork['history'] =>
  history
    .filter(({ verb }, at) => verb !== 'edit' || history[at + 1]?.verb !== 'edit')
    .map(({ verb, by, at, reason, paper }) => ({
      verb,
      by,
      at: at.toISOString(),
      reason,
      ...(paper ? { paper: paperView(deps, paper) } : {}),
    }))

function paperView(deps: Deps, { by, picture }: PaperDoc) {
  const photo = picture && { ...picture, alt: '签了字的审核单' }
  const [view = null] = photo ? pictureViews(deps, { pictures: [photo] }, 'restricted') : []
  return { by, picture: view }
}
