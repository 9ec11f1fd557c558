import type { HouseholdPage } from '@hutang/shared/contract'

/** What each part of a household's view is given: the household as it is now, and where to put what a change answers. */
export interface HouseholdPart {
  region: string
  page: HouseholdPage
  onChange: (page: HouseholdPage) => void
  /** Opens another household. */
  onGo: (id: string) => void
}

/** What is done to the household as a whole, in a dialog. */
export interface OfHousehold extends HouseholdPart {
  onClose: () => void
}
