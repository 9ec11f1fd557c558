import { isDeepStrictEqual } from 'node:util'
import { paymentStepOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import { publicMark } from '../../http/public-cache'
import { insertFirst } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import {
  type PaymentChangeDoc,
  type PaymentDoc,
  type PaymentSource,
  paymentModels,
  paymentsMark,
} from './payments.model'
import type { PaymentRow } from './read-rows.rules'

export const paymentMarks = [paymentsMark, publicMark] as const

const batchSize = 500

export interface Compared {
  isNew: PaymentDoc[]
  changed: { before: PaymentDoc; after: PaymentDoc }[]
  same: number
}

const factsOf = ({ handedInOn, approvedOn, refusedOn, paidOn, fen, reason }: PaymentDoc | PaymentRow) => ({
  ...{ handedInOn, approvedOn, refusedOn, paidOn, fen, reason },
})

/** A row as it is to be kept. What it does not say of the enterprise's name stays as it is known. */
function docOf(row: PaymentRow, before: PaymentDoc | undefined, kept: Kept): PaymentDoc {
  const step = paymentStepOf(row)
  return {
    ...row,
    name: row.name || before?.name || kept.nameOf(row.creditCode),
    region: before?.region ?? kept.region,
    step,
    source: kept.source,
    revision: (before?.revision ?? 0) + 1,
    changedAt: kept.source.at,
    owed: true,
    unfed: step === 'paid' || before?.step === 'paid' || before?.unfed === true,
  }
}

export interface Kept {
  region: string
  source: PaymentSource
  nameOf(creditCode: string): string
}

/** What of some rows is new, or otherwise than it is stored. */
export async function compared(
  { db }: Pick<Deps, 'db'>,
  rows: readonly PaymentRow[],
  kept: Kept,
): Promise<Compared> {
  const found: Compared = { isNew: [], changed: [], same: 0 }
  for (let from = 0; from < rows.length; from += batchSize) {
    const batch = rows.slice(from, from + batchSize)
    const stored = await paymentModels(db)
      .Payment.find({ _id: { $in: batch.map(({ _id }) => _id) } })
      .batchSize(batchSize + 1)
      .lean<PaymentDoc[]>()
    const byId = new Map(stored.map((one) => [one._id, one]))
    for (const row of batch) {
      const before = byId.get(row._id)
      const after = docOf(row, before, kept)
      if (!before) found.isNew.push(after)
      else if (isDeepStrictEqual(factsOf(before), factsOf(after)) && before.name === after.name)
        found.same += 1
      else found.changed.push({ before, after })
    }
  }
  return found
}

/**
 * Writes what was compared; each change is kept as it was before, first, so that it can be undone. What somebody else wrote
 * between stays as it is: the same sheet taken again sees it. Answers how many were written.
 */
export async function writeCompared(
  { db, marks }: Pick<Deps, 'db' | 'marks'>,
  { isNew, changed }: Compared,
  importId: string | null,
): Promise<number> {
  const { Payment, PaymentChange } = paymentModels(db)
  let written = 0
  await moveAfter(marks, paymentMarks, async () => {
    for (let from = 0; from < isNew.length; from += batchSize) {
      const batch = isNew.slice(from, from + batchSize)
      if (importId !== null)
        await insertFirst(
          PaymentChange,
          batch.map((after) => changeOf(importId, null, after)),
        )
      written += (await insertFirst(Payment, batch)).length
    }
    for (let from = 0; from < changed.length; from += batchSize) {
      const batch = changed.slice(from, from + batchSize)
      if (importId !== null)
        await insertFirst(
          PaymentChange,
          batch.map(({ before, after }) => changeOf(importId, before, after)),
        )
      const { modifiedCount } = await Payment.bulkWrite(
        batch.map(({ before, after: { _id, ...set } }) => ({
          updateOne: { filter: { _id, revision: before.revision }, update: { $set: set } },
        })),
        { ordered: false },
      )
      written += modifiedCount
    }
  })
  return written
}

const changeOf = (importId: string, before: PaymentDoc | null, after: PaymentDoc): PaymentChangeDoc => ({
  ...{ _id: `${importId}:${after._id}`, import: importId, payment: after._id },
  ...{ before, revision: after.revision, undone: null },
})
