import type { Api } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { upsertSafely } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { regionOf } from '../regions'
import { type HouseholdDoc, householdByCode, householdMark, keyedHash } from '../residents'
import { requireVerifier } from './clerk'
import { personsOfAccount } from './same-person'
import { hashSlipCode, newSlipCode } from './slip-codes'
import { type Issuer, verificationModels } from './verification.model'
import { slipDays } from './verification.rules'

/** A slip as it is printed: the code is known here and on the paper, and nowhere else. */
export interface NewSlip {
  household: HouseholdDoc
  code: string
}

export const newSlips = (households: readonly HouseholdDoc[]): NewSlip[] =>
  households.map((household) => ({ household, code: newSlipCode() }))

export const expiryOf = (issuedAt: Date): Date => new Date(issuedAt.getTime() + slipDays * 24 * 3_600_000)

/** Keeps the hashes: from here on these codes are good, and the earlier ones of the same households are void. */
export async function keepSlips(
  deps: Deps,
  { account, person }: Actor,
  slips: readonly NewSlip[],
  issuedAt: Date,
): Promise<void> {
  const { hashKey } = deps.config.secrets
  const issuedBy: Issuer = {
    name: person.name,
    account: account._id,
    persons: await personsOfAccount(deps.db, account),
  }
  const fresh = { issuedAt, issuedBy, expiresAt: expiryOf(issuedAt), usedAt: null, usedBy: null }
  const marks = slips.map(({ household }) => householdMark(household._id))
  await moveAfter(deps.marks, marks, () =>
    upsertSafely(() =>
      verificationModels(deps.db).Slip.bulkWrite(
        slips.map(({ household, code }) => ({
          updateOne: {
            filter: { _id: household._id },
            update: { $set: { codeHash: hashSlipCode(code, hashKey), ...fresh } },
            upsert: true,
          },
        })),
        { ordered: false },
      ),
    ),
  )
}

type IssuedSlip = Api['POST /api/regions/:code/households/:household/slips']['response']

/** One household's slip; the code is shown this once. */
export async function issueSlip(
  deps: Deps,
  actor: Actor,
  region: string,
  household: string,
): Promise<IssuedSlip> {
  await regionOf(deps, region)
  requireVerifier(actor, region)
  const found = await householdByCode(deps.db, region, household)
  if (!found) throw new AppError('householdNotFound')
  const [slip] = newSlips([found]) as [NewSlip]
  const issuedAt = deps.clock.now()
  const { hashKey } = deps.config.secrets
  // Recorded first: no slip is out of which the audit knows nothing.
  await recordAct(deps, hashSlipCode(slip.code, hashKey), {
    act: 'slipIssued',
    by: actor,
    region,
    subject: keyedHash('audit', found._id, hashKey),
  })
  await keepSlips(deps, actor, [slip], issuedAt)
  return { householdCode: found.code, code: slip.code, expiresAt: expiryOf(issuedAt).toISOString() }
}
