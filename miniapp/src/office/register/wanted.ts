import type { HouseholdKind } from '@hutang/shared/contract'

/** What the clerk looks for; empty texts look for everything. */
export interface Wanted {
  kind: HouseholdKind
  group: string
  q: string
}

export const everything: Wanted = { kind: 'residence', group: '', q: '' }

export const queryOf = ({ kind, group, q }: Wanted) => ({
  kind,
  ...(group && { group }),
  ...(q && { q }),
})
