import { object, RegionCode, route, type Static, Type } from './base'
import { PolicyContentSchema, PolicyDay } from './policy-content'
import { PolicyAvailabilitySchema, PolicyLine } from './policy-views'

const {
  rule,
  amount,
  repeat,
  excludes,
  window,
  materials,
  steps,
  applyAt,
  place,
  phone,
  validFrom,
  validTo,
} = PolicyContentSchema.properties

/** A policy for villagers with all that decides it, so that the phone answers by itself. */
export const HouseholdPolicy = object(
  {
    line: PolicyLine,
    ...{ rule, amount, repeat, excludes, window, validFrom, validTo },
    availability: PolicyAvailabilitySchema,
    ...{ materials, steps, applyAt, place, phone },
  },
  { title: 'HouseholdPolicy' },
)

export const policyHouseholdRoutes = {
  'GET /api/household-policies': route({
    summary:
      'What villagers of a place may apply for now or later, with the rules: the phone holds them against what was entered there, which is never sent',
    tag: 'policies',
    auth: 'none',
    shared: true,
    query: object({ region: RegionCode }),
    response: object({ day: PolicyDay, region: RegionCode, policies: Type.Array(HouseholdPolicy) }),
    errors: [404],
  }),
}

export type HouseholdPolicy = Static<typeof HouseholdPolicy>
