import type { RegisterPerson } from '@hutang/shared/contract'
import type { HouseholdPart } from './part'

/** What is done to one person of a household. */
export interface OfPerson extends HouseholdPart {
  person: RegisterPerson
  onClose: () => void
}
