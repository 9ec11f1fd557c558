import { IdParams, nullable, object, oneOf, route, type Static, Type } from './base'
import { PolicyDay } from './policy-content'

export const trialOutcomes = ['eligible', 'possible', 'notEligible', 'received'] as const

/** A condition over all enterprises that it was tried with. */
export const TrialCondition = object({
  path: Type.String({ description: 'all.0.any.2' }),
  text: Type.String({ description: '流转面积50亩以上' }),
  source: Type.String({ description: 'the sentence of the document' }),
  hard: Type.Boolean(),
  met: Type.Integer(),
  unmet: Type.Integer(),
  unknown: Type.Integer(),
  alone: Type.Integer({ description: 'for so many it is the only thing that stands in the way' }),
})

export const TrialSample = object({
  name: Type.String(),
  outcome: oneOf(trialOutcomes),
  registerOnly: Type.Boolean({ description: 'nothing is known of it but what the county’s register says' }),
  why: Type.Array(Type.String(), {
    description: 'of what does not fit the conditions that are not met, of what may fit those not known',
  }),
})

/** An edition tried before it is published. No person is named. */
export const PolicyTrial = object(
  {
    day: PolicyDay,
    edition: Type.Integer(),
    enterprises: Type.Integer({ description: 'exactly the sum of counts' }),
    registerOnly: Type.Integer({ description: 'of these known from the county’s register alone' }),
    whole: Type.Boolean({ description: 'false: there are more enterprises than it was tried with' }),
    counts: object({
      eligible: Type.Integer(),
      possible: Type.Integer(),
      notEligible: Type.Integer(),
      received: Type.Integer(),
    }),
    text: Type.String({ description: '37家：21家符合，16家可能符合。' }),
    conditions: Type.Array(TrialCondition, { description: 'in the order of the document' }),
    samples: Type.Array(TrialSample, { description: 'at most 20 of each outcome' }),
    note: nullable(Type.String({ description: 'why the figures say little' })),
  },
  { title: 'PolicyTrial' },
)

export const policyTrialRoutes = {
  'POST /api/policies/:id/trial': route({
    summary:
      'Tries the edition that is worked on against the enterprises of the office’s place: how many it would fit, and what stands in the way of the others. Nothing is kept',
    tag: 'packages',
    auth: 'required',
    limit: 'search',
    params: IdParams,
    response: PolicyTrial,
    errors: [403, 404],
  }),
}

export type PolicyTrial = Static<typeof PolicyTrial>
export type TrialCondition = Static<typeof TrialCondition>
export type TrialSample = Static<typeof TrialSample>
