import type { LedgerPart } from '@hutang/shared'

/** What a request states of the ledger; what it does not name stays, and null takes it away. */
export const statedLedger = (
  before: { ledger?: LedgerPart | null },
  stated: LedgerPart | null | undefined,
): { ledger?: LedgerPart | null } => {
  if (stated === undefined) return before.ledger ? { ledger: before.ledger } : {}
  return { ledger: stated }
}
