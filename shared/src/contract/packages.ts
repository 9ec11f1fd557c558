import { benefitKinds, needs } from '../rules/policies/types'
import { Done, IdParams, Instant, nullable, object, oneOf, Problem, route, type Static, Type } from './base'
import { EnterpriseAnswers, ProfileOfEnterprise } from './enterprise-profile'
import { PolicyDay, PolicyKey, PolicyLine } from './policies'
import { policyTrialRoutes } from './policy-trial'

export * from './policy-trial'

export const packageOutcomes = ['eligible', 'possible', 'received'] as const

/** A condition of a policy beside what is known of the enterprise. */
export const PackageCondition = object(
  {
    text: Type.String({ description: '流转面积50亩以上; of what must not be: 没有失信记录' }),
    source: Type.String({ description: 'the sentence of the document' }),
    own: nullable(Type.String({ description: 'what is known, in words; null: not known' })),
    truth: oneOf(['met', 'unmet', 'unknown']),
    hard: Type.Boolean({ description: 'false: who does not meet it may still apply (优先)' }),
  },
  { title: 'PackageCondition' },
)

export const PackageEntry = object(
  {
    policy: PolicyLine,
    edition: Type.Integer(),
    outcome: oneOf(packageOutcomes),
    words: Type.String({ description: '您填的条件都符合，可以申报。12月10日截止，还有10个工作日。…' }),
    mayApply: Type.Boolean({ description: 'today' }),
    conditions: Type.Array(PackageCondition),
    open: Type.Array(Type.String(), { description: 'fields whose answers would settle it' }),
    most: nullable(
      Type.String({ description: 'the most that this one may bring: 最高50万元; null: not known' }),
    ),
    counted: Type.Boolean({ description: 'it is part of 最高可达' }),
    again: nullable(PolicyDay),
    news: nullable(
      object(
        { kind: oneOf(['new', 'changed', 'closing']), text: Type.String() },
        { description: 'since the person last looked' },
      ),
    ),
  },
  { title: 'PackageEntry' },
)

/** A question that settles policies, the best one first. */
export const PackageQuestion = object(
  {
    name: Type.String(),
    question: Type.String(),
    fields: Type.Array(Type.String(), { description: 'asked at once: ticks where there are several' }),
    words: Type.String({ description: '再答这1个问题，4项政策就清楚。' }),
    policies: Type.Integer(),
    settles: Type.Integer(),
  },
  { title: 'PackageQuestion' },
)

export const PolicyPackage = object(
  {
    day: PolicyDay,
    name: nullable(Type.String({ description: 'of the enterprise, where it is known' })),
    known: ProfileOfEnterprise,
    most: nullable(
      object(
        {
          fen: Type.Integer(),
          text: Type.String({ description: '最高可达36万元（4项政策）' }),
          policies: Type.Integer(),
          unknown: Type.Integer({ description: 'policies whose amount is not known: not in the sum' }),
        },
        {
          description: 'of those that may be applied for now or later; what excludes each other is not added',
        },
      ),
    ),
    entries: Type.Array(PackageEntry, {
      description: 'eligible, then possible, then received; of each what closes first comes first',
    }),
    more: Type.Integer({ description: 'as many fit besides' }),
    counts: object({
      eligible: Type.Integer(),
      possible: Type.Integer(),
      received: Type.Integer(),
      policies: Type.Integer({ description: 'that there are in this place' }),
    }),
    byBenefit: Type.Array(object({ benefit: oneOf(benefitKinds), policies: Type.Array(PolicyKey) })),
    byDeadline: Type.Array(object({ on: nullable(PolicyDay), policies: Type.Array(PolicyKey) }), {
      description: 'what may be applied for now, by its last day; null: none',
    }),
    questions: Type.Array(PackageQuestion),
    stale: Type.Array(Type.String(), { description: 'fields known of an earlier year only' }),
    doubts: Type.Array(Problem, {
      description:
        'asked once more: figures that look like the wrong unit, by the answer; nothing is refused',
    }),
    seenAt: nullable(Instant),
  },
  { title: 'PolicyPackage' },
)

export const packageRoutes = {
  'POST /api/package': route({
    summary:
      'What fits an enterprise, without an account: by its code alone (the county’s register knows kind, place, industry and founding) or by some answers. Nothing is kept',
    tag: 'packages',
    auth: 'none',
    limit: 'search',
    body: object({
      creditCode: Type.Optional(Type.String({ title: '统一社会信用代码', maxLength: 40 })),
      answers: Type.Optional(EnterpriseAnswers),
      needs: Type.Optional(Type.Array(oneOf(needs), { title: '需求', maxItems: 8 })),
    }),
    response: PolicyPackage,
  }),
  'GET /api/enterprises/:id/package': route({
    summary: 'What fits an enterprise of mine, and what is new, changed or closing since I last looked',
    tag: 'packages',
    auth: 'required',
    params: IdParams,
    response: PolicyPackage,
    errors: [404],
  }),
  'POST /api/enterprises/:id/package/seen': route({
    summary: 'I have looked: from now on only what changes after this is new',
    tag: 'packages',
    auth: 'required',
    limit: 'write',
    params: IdParams,
    response: Done,
    errors: [404],
  }),
  ...policyTrialRoutes,
  'GET /api/enterprises/:id/package.pdf': route({
    summary: 'The package of an enterprise of mine on paper (A4), as it is today',
    tag: 'packages',
    auth: 'required',
    limit: 'print',
    params: IdParams,
    produces: 'application/pdf',
    response: Type.Any(),
    errors: [404],
  }),
  'POST /api/enterprises/:id/package/mail': route({
    summary: 'Send the package with the paper to my own confirmed address; ten mails a day',
    tag: 'packages',
    auth: 'required',
    limit: 'print',
    params: IdParams,
    response: object({ address: Type.String({ description: 'masked: a***@qq.com' }) }),
    errors: [404, 409, 502],
  }),
}

export type PackageCondition = Static<typeof PackageCondition>
export type PackageEntry = Static<typeof PackageEntry>
export type PackageQuestion = Static<typeof PackageQuestion>
export type PolicyPackage = Static<typeof PolicyPackage>
