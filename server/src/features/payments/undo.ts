import type { PaymentImportLine } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import { inPages, oneByOne } from '../../storage/pages'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { regionOf } from '../regions'
import { requirePaymaster } from './import'
import {
  type PaymentChangeDoc,
  type PaymentDoc,
  type PaymentImportDoc,
  paymentModels,
} from './payments.model'
import { feed } from './told'
import { paymentMarks } from './write'

const mostListed = 50

/** The imports of an office, the newest first. */
export async function importsOf(
  deps: Deps,
  actor: Actor,
  code: string,
): Promise<{ items: PaymentImportLine[] }> {
  await regionOf(deps, code)
  requirePaymaster(actor, code)
  const found = await paymentModels(deps.db)
    .PaymentImport.find({ region: code })
    .sort({ at: -1 })
    .limit(mostListed)
    .lean<PaymentImportDoc[]>()
  return { items: found.map(lineOf) }
}

const lineOf = ({
  _id,
  at,
  by,
  sheet,
  undoneAt,
  undone,
  ...counts
}: PaymentImportDoc): PaymentImportLine => ({
  ...{ id: _id, at: at.toISOString(), by, sheet, new: counts.new, changed: counts.changed },
  ...{ undoneAt: undoneAt?.toISOString() ?? null, undone, may: undone === null },
})

/**
 * Each row goes back to what it was, unless something came after the import. Repeatable: what a crash cut short goes on when
 * it is asked for again, and what is undone stays so.
 */
export async function undoImport(deps: Deps, actor: Actor, id: string): Promise<PaymentImportLine> {
  const { PaymentImport, PaymentChange } = paymentModels(deps.db)
  const found = await PaymentImport.findById(id).lean<PaymentImportDoc>()
  if (!found) throw new AppError('notFound', { message: '没有找到这次导入。' })
  requirePaymaster(actor, found.region)
  if (found.undone !== null) return lineOf(found)
  await PaymentImport.updateOne({ _id: id, undoneAt: null }, { $set: { undoneAt: deps.clock.now() } })
  await noteAct(deps, { act: 'paymentsUndone', by: actor, region: found.region })
  const undone = { back: 0, kept: 0 }
  for await (const change of oneByOne(inPages(PaymentChange, { import: id })))
    undone[change.undone ?? (await undoChange(deps, change))] += 1
  const done = await PaymentImport.findOneAndUpdate(
    { _id: id },
    { $set: { undone } },
    { returnDocument: 'after' },
  ).lean<PaymentImportDoc>()
  return lineOf(done ?? { ...found, undone })
}

async function undoChange(deps: Deps, change: PaymentChangeDoc): Promise<'back' | 'kept'> {
  const { Payment, PaymentChange } = paymentModels(deps.db)
  const { _id, payment, before, revision } = change
  const now = await Payment.findById(payment).lean<PaymentDoc>()
  // A crash between this row and its note: it is back already.
  const isBack =
    before === null ? now === null : now !== null && now.revision > revision && isSame(now, before)
  // Whoever wrote the row later has put their own source; where that was undone, it is this import's again.
  const isTheirs = now?.source.kind === 'sheet' && now.source.import === change.import
  const undone = isBack || (isTheirs && now && (await restore(deps, now, before))) ? 'back' : 'kept'
  await PaymentChange.updateOne({ _id }, { $set: { undone } })
  return undone
}

const isSame = (now: PaymentDoc, before: PaymentDoc): boolean =>
  now.source.at.getTime() === new Date(before.source.at).getTime() && now.step === before.step

/** The profile forgets what it had received of it as well. */
async function restore(deps: Deps, now: PaymentDoc, before: PaymentDoc | null): Promise<boolean> {
  const { Payment } = paymentModels(deps.db)
  const { _id, revision, paidOn } = now
  const written = await moveAfter(deps.marks, paymentMarks, async () => {
    if (before === null) return (await Payment.deleteOne({ _id, revision })).deletedCount
    const { _id: _same, ...set } = before
    const back = {
      ...set,
      revision: revision + 1,
      owed: false,
      unfed: before.step === 'paid' || now.step === 'paid',
    }
    return (await Payment.updateOne({ _id, revision }, { $set: back })).matchedCount
  })
  if (written === 0) return false
  if (paidOn !== null && before?.paidOn !== paidOn) await feed(deps, now)
  return true
}
