import type { PolicyField } from './fields.types'
import { enterpriseFields } from './fields-enterprise'
import { householdFields } from './fields-household'
import type { PolicyAudience } from './types'

const registries: Record<PolicyAudience, readonly PolicyField[]> = {
  enterprise: enterpriseFields,
  household: householdFields,
}

const byName = {
  enterprise: new Map(enterpriseFields.map((field) => [field.name, field])),
  household: new Map(householdFields.map((field) => [field.name, field])),
}

/** Every field that a rule may be about, in the order in which it is asked. */
export const policyFields = (audience: PolicyAudience): readonly PolicyField[] => registries[audience]

export const policyField = (audience: PolicyAudience, name: string): PolicyField | undefined =>
  byName[audience].get(name)

/** The names of both registries differ wherever they mean something different. */
export const anyPolicyField = (name: string): PolicyField | undefined =>
  byName.enterprise.get(name) ?? byName.household.get(name)

/** What is asked to know a field. */
export const askedFields = (name: string): readonly string[] => anyPolicyField(name)?.asks ?? [name]
