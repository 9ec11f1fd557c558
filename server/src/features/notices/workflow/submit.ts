import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import { ledgerChecks } from '../ledgers/beside'
import { itemFor } from '../nil/nil.rules'
import { finalTable, householdId } from '../tables/compose'
import { contentHash, hashParts, tablePart } from '../tables/content-hash'
import { keepRows, rowsOf } from '../tables/draft-rows'
import { personRowsOf, tieRows } from '../tables/person-rows'
import { joinSets } from '../tables/row-sets'
import { voucherReasons } from '../vouchers/vouchers.rules'
import { finishWork, withWork } from '../work/announce-work'
import { changeReasons } from './change'
import { wholeContent } from './content'
import { groundsReasons } from './grounds'
import type { Stamp } from './idempotency'
import { namesFor } from './names'
import { askedNames } from './names.rules'
import { failureReasons } from './readiness.rules'
import { takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'
import { tellingReasons } from './telling'
import { warningsOf } from './warnings.rules'

/** Hands the draft to the reviewer, once nothing is missing and each warning was confirmed; from here on its content has a hash. */
export async function submitNotice(
  deps: Deps,
  actor: Actor,
  subject: string,
  { revision, confirmed = false }: Api['POST /api/notices/:id/submit']['body'],
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const step = { actor, subject, verb: 'submit', stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found, { notice }) => {
    if (found.revision !== revision) throw new AppError('staleEdit')
    const region = regionRef(await regionOf(deps, found.region))
    const item = itemFor(notice, itemOfNotice(region, found.item))
    if (!item) throw new AppError('itemNotFound')
    const rows = await rowsOf(deps, found)
    const content = wholeContent(found, rows)
    const register = await namesFor(deps, found, item)
    const ledger = notice.nil ? null : await ledgerChecks(deps, region, found, content)
    const fields = [
      ...failureReasons(content, found.pictures, item, register),
      ...changeReasons(found, register),
      ...groundsReasons(found, content, item),
      ...tellingReasons(found, deps.clock.now()),
      ...voucherReasons(found, rows),
      ...(ledger?.reasons ?? []),
    ]
    if (fields.length > 0) throw new AppError('notReady', { fields })
    const persons = await personRowsOf(deps, found, rows)
    const warnings = [
      ...warningsOf(content, item),
      ...askedNames(content, found.pictures, item, register),
      ...(persons?.problems ?? []),
      ...(ledger?.warnings ?? []),
    ]
    if (warnings.length > 0 && !confirmed) throw new AppError('unconfirmed', { fields: warnings })
    const owed = withWork(found)
    if (!found.table) {
      const parts = hashParts(found, null, found.pictures, item)
      return { set: { parts, contentHash: contentHash(parts), owed } }
    }
    await joinSets(deps, found.table)
    if (persons) await tieRows(deps, found.table.rowset, persons.owners)
    const stored = rows.map(({ household, cells }) => ({
      household: household === null ? null : householdId(found.region, household),
      cells,
    }))
    const table = finalTable(found.table, stored)
    keepRows(deps, table, rows)
    const parts = hashParts(found, tablePart(table.hash, stored), found.pictures, item)
    return { set: { table, parts, contentHash: contentHash(parts), owed } }
  })
  await finishWork(deps, edition)
  return { ...work, edition }
}
