import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice, ledgerPlace } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { itemFor, refuseMoreThanWords } from '../nil/nil.rules'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { changedTable, dropLeft, type NextTable, tableUnder } from '../tables/change-rows'
import { keepRows } from '../tables/draft-rows'
import { dropSets } from '../tables/row-sets'
import { changedChange } from './change'
import { changedWords, wordsOf } from './content'
import { statedGrounds } from './grounds'
import type { Stamp } from './idempotency'
import { takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'
import { statedTelling } from './telling'

/** What was approved or handed in becomes a draft again; its approval is void. */
export const asDraft = { contentHash: '', parts: null, approvedHash: null, scheduledFor: null } as const

/** Changes the words and the columns of a draft. */
export async function editNotice(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  { revision, content, change, grounds, telling }: Api['PUT /api/notices/:id']['body'],
  stamp: Stamp | null,
): Promise<NoticeWork> {
  return editTable(deps, actor, noticeId, { revision, stamp }, async (found, notice) => {
    const region = regionRef(await regionOf(deps, found.region))
    const item = itemFor(notice, itemOfNotice(region, found.item))
    if (!item) throw new AppError('itemNotFound')
    if (notice.nil) refuseMoreThanWords(found, content)
    const words = changedWords(wordsOf(found), content, item, ledgerPlace(region.level, found.item))
    return {
      words: {
        ...words,
        ...changedChange(found, change),
        ...statedGrounds(actor, found, grounds, deps.clock.now()),
        ...statedTelling(telling),
      },
      next: await tableUnder(deps, found, content.table),
    }
  })
}

/** Changes rows of a draft's table: all of them, or with a problem none. */
export async function editRows(
  deps: Deps,
  actor: Actor,
  noticeId: string,
  { revision, changes }: Api['POST /api/notices/:id/rows']['body'],
  stamp: Stamp | null,
): Promise<NoticeWork> {
  return editTable(deps, actor, noticeId, { revision, stamp }, async (found) => ({
    words: {},
    next: await changedTable(deps, found, changes),
  }))
}

/**
 * New rows are written under a new row set, which nothing shows; then one update of the edition names it. What a
 * crash leaves between the two is swept.
 */
async function editTable(
  deps: Deps,
  actor: Actor,
  subject: string,
  { revision, stamp }: { revision: number; stamp: Stamp | null },
  change: (found: EditionDoc, notice: NoticeDoc) => Promise<{ words: Partial<EditionDoc>; next: NextTable }>,
): Promise<NoticeWork> {
  const written: string[] = []
  const step = { actor, subject, verb: 'edit', stamp, now: deps.clock.now() } as const
  try {
    let rows: NextTable['rows'] | undefined
    const { edition, before, work } = await takeStep(noticeStore(deps), step, async (found, { notice }) => {
      if (found.revision !== revision) throw new AppError('staleEdit')
      const { words, next } = await change(found, notice)
      if (next.written) written.push(next.written)
      rows = next.rows
      return { set: { ...words, table: next.table, ...asDraft, owed: pendingRows(found, next) } }
    })
    if (edition.table && rows) keepRows(deps, edition.table, rows)
    await dropLeft(deps, before, edition, written)
    return { ...work, edition }
  } catch (problem) {
    // A refusal is certain; after any other failure the edition may name the rows, and the sweep decides.
    if (problem instanceof AppError) await dropSets(deps, written)
    throw problem
  }
}

/** While a draft has a table, row sets may be left over. */
const pendingRows = ({ owed, table }: EditionDoc, next: NextTable): EditionDoc['owed'] =>
  (table || next.table) && !owed.includes('rows') ? [...owed, 'rows'] : owed
