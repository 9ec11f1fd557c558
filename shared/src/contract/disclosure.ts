import { oneOf, type Static } from './base'

/**
 * `missing`: 应公开未公开, nothing published within the item's frequency; `nil`: 本期无, said and reviewed;
 * `unrecorded`: 本期未登记, an item of an event (每次、每批) of which the quarter has none yet; `notDue`: 还没到时间, the first
 * period since the region began is not over, or its days have not passed.
 */
export const disclosureStates = ['published', 'nil', 'unrecorded', 'notDue', 'missing'] as const
export const DisclosureState = oneOf(disclosureStates)

export type DisclosureState = Static<typeof DisclosureState>
