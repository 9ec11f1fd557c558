import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { endingRoutes } from './endings/endings.routes'
import { noticeMigrations } from './notices.migrations'
import { noticeModels } from './notices.model'
import { paperRoutes } from './paper/paper.routes'
import { picturesRoutes } from './pictures/pictures.routes'
import { readingRoutes } from './reading/reading.routes'
import { noticeSubject } from './subjects'
import { tablesRoutes } from './tables/tables.routes'
import { vouchersRoutes } from './vouchers/vouchers.routes'
import { workSubject } from './work/subject'
import { publishDue } from './workflow/scheduled'
import { finishPending } from './workflow/sweep'
import { waitingFor } from './workflow/waiting'
import { workflowRoutes } from './workflow/workflow.routes'

export { endingsFor } from './endings/abilities'
export { concernedByKinds, concernedByTexts } from './endings/concerned'
export { roleLine } from './endings/deciders'
export { bareStep } from './endings/erase'
export { concernedBy, headsOf, hiddenNotices } from './endings/hidden-notices'
export {
  endingReason,
  refuseEnding,
  refusePersonalData,
  subjectOf as endingSubject,
} from './endings/take-ending'
export { takeDownNotice } from './endings/takedown'
export { ledgerHelp } from './ledgers/beside'
export { ledgerPeriods, periodFigures, type ReadPeriod } from './ledgers/read'
export { nilLines } from './nil/lines'
export { nilOffer } from './nil/nil-offer'
export type { EditionDoc, EditionRowDoc, HidingDoc, NoticeDoc, TransitionDoc } from './notices.model'
export { type GateFinding, gateFindings } from './old/findings'
export {
  type OldNotice,
  type OldStep,
  oldKeysTaken,
  oldNoticesPlaced,
  placeOldNotice,
} from './old/place'
export { checkedNotices } from './old/published'
export { withdrawOld } from './old/withdraw'
export { decodePicture } from './pictures/image'
export { keptPicture } from './pictures/pictures'
export { pictureOf } from './pictures/upload'
export { accessText } from './reading/access-text'
export { concealedText } from './reading/concealed'
export { placeOfNotice } from './reading/current'
export { newestFinance } from './reading/finance'
export { answeringNotice, dueNotices, newestOfCategories } from './reading/home-parts'
export { catalogueView, categorySummaries, itemStates } from './reading/item-states'
export { noticeLines } from './reading/lines'
export { listNotices } from './reading/list'
export { noticesOfMonth } from './reading/month'
export { newestIn } from './reading/newest'
export { countEditions, noticeView } from './reading/notice-view'
export { type OwnNotice, ownEntries } from './reading/own-entries'
export { ownNotices } from './reading/own-rows'
export { publishedIn } from './reading/published'
export { readableMark } from './reading/region-mark'
export { rowsView } from './reading/table-view'
export { search } from './search/search'
export { composeTable, editionId, headOf, plainTable } from './tables/compose'
export { canonicalJson, contentHash, hashParts, isIntact, tablePart } from './tables/content-hash'
export { idOf as toDoId, isOpen as isOpenToDo, type ToDo, toDoNamed, toDoOf } from './work/steps.rules'
export { isTheirs as isTheirStep, workersFor } from './work/workers'
export { keepsIt, maySeeWork, refusalFor, wroteIt } from './workflow/abilities'
export { begunCorrection, begunFirst } from './workflow/begun'
export { createNotice, unwrittenDraft } from './workflow/create'
export {
  type DeskEdition,
  type DeskLine,
  editionLines,
  lastOf,
  openEditions,
  recentEditions,
} from './workflow/desk'
export { editRows } from './workflow/edit'
export { handOverWork, orphansIn, orphansOf, workKeptBy } from './workflow/handing-over'
export { refuseReused, type Stamp, stampOf } from './workflow/idempotency'
export { remarksOf } from './workflow/remarks'
export { reasonOf } from './workflow/review'
export { refuseScheduledTime } from './workflow/schedule'
export {
  type By,
  byLine,
  refuse,
  takeStep,
  type Work,
  type WorkflowStore,
  writersWith,
} from './workflow/step'
export { noticeStore } from './workflow/store'
export { workOf, workView } from './workflow/work-view'
export { type WouldAnnounce, wouldAnnounce } from './workflow/would-announce'

function plugin(app: FastifyInstance, deps: Deps): void {
  readingRoutes(app, deps)
  workflowRoutes(app, deps)
  endingRoutes(app, deps)
  picturesRoutes(app, deps)
  vouchersRoutes(app, deps)
  paperRoutes(app, deps)
  tablesRoutes(app, deps)
  // What a crash left half done is finished before anybody reads.
  app.addHook('onReady', () => finishAndWake(deps))
}

/** Finishes what a crash left half done, and wakes the sender where something was. */
async function finishAndWake(deps: Deps): Promise<void> {
  if ((await finishPending(deps)) > 0) deps.work.send()
}

async function publishDueAndWake(deps: Deps): Promise<void> {
  if ((await publishDue(deps)) > 0) deps.work.send()
}

/** 公开信息: reading what is published, and the work on it. */
export const notices = {
  name: 'notices',
  models: noticeModels,
  migrations: noticeMigrations,
  plugin,
  profile: async (deps, viewer) => ({ waiting: await waitingFor(deps, viewer) }),
  subjects: { notice: noticeSubject, work: workSubject },
  jobs: (deps) => [
    { name: 'pending-notices', every: 'minute', run: () => finishAndWake(deps) },
    { name: 'scheduled-notices', every: 'minute', run: () => publishDueAndWake(deps) },
  ],
} satisfies Feature
