import { benefitKinds, needs } from '../rules/policies/types'
import { windowStates } from '../rules/policies/windows'
import {
  Cursor,
  Done,
  EditionNo,
  Id,
  Instant,
  Limit,
  nullable,
  object,
  oneOf,
  Problem,
  page,
  RegionCode,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { changeSizes } from './changes'
import { EditionState, RegionRef } from './domain'
import { PolicyAvailabilitySchema, PolicyContentSchema, PolicyDay, PolicyKey } from './policy-content'
import { Transition } from './steps'

export * from './policy-content'

const PolicyParams = object({ id: Id })
const ContentHash = Type.String({ title: '审核的内容', minLength: 64, maxLength: 64 })
const Revision = Type.Integer({ title: '修改次数', minimum: 0 })
const someOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Optional(oneOf(values, { title }))

/** How its 申报期 stands today, in Shanghai. The last day counts. */
export const PolicyStatus = object(
  {
    state: oneOf(windowStates),
    text: Type.String({ description: '申报中' }),
    opensOn: nullable(PolicyDay),
    closesOn: nullable(PolicyDay),
    daysLeft: nullable(Type.Integer()),
    workingDaysLeft: nullable(
      Type.Integer({ description: 'null also where the working days of that year are not published (待定)' }),
    ),
    deadline: Type.String({ description: '12月10日截止，还有10个工作日。 Empty: no last day' }),
  },
  { title: 'PolicyStatus' },
)

/** A policy in a list. */
export const PolicyLine = object(
  {
    id: PolicyKey,
    region: RegionCode,
    regionName: Type.String(),
    title: Type.String(),
    plain: Type.String(),
    audience: PolicyContentSchema.properties.audience,
    issuer: Type.String(),
    documentNo: Type.String(),
    level: PolicyContentSchema.properties.level,
    benefits: PolicyContentSchema.properties.benefits,
    needs: PolicyContentSchema.properties.needs,
    way: PolicyContentSchema.properties.way,
    amount: Type.String({ description: '按投入的40%，最高50万元' }),
    status: PolicyStatus,
    publishedAt: Instant,
    correctedAt: nullable(Instant),
  },
  { title: 'PolicyLine' },
)

/** A policy as everybody reads it, or an earlier edition of it. */
export const PolicyView = object(
  {
    id: PolicyKey,
    region: RegionRef,
    state: oneOf(['published', 'withdrawn']),
    edition: EditionNo,
    editions: Type.Integer({ description: 'how many there are' }),
    isCurrent: Type.Boolean(),
    content: PolicyContentSchema,
    amount: Type.String({ description: '按投入的40%，最高50万元' }),
    availability: PolicyAvailabilitySchema,
    status: PolicyStatus,
    contentHash: Type.String(),
    publishedAt: Instant,
    publishedBy: Type.String({ description: 'the office' }),
    correctedAt: nullable(Instant),
    correction: nullable(
      object({
        at: Instant,
        size: oneOf(changeSizes),
        note: Type.String(),
      }),
    ),
    ended: nullable(object({ at: Instant, body: Type.String(), reason: Type.String() })),
  },
  { title: 'PolicyView' },
)

export const PolicyEdition = object({
  edition: EditionNo,
  title: Type.String(),
  publishedAt: Instant,
  size: nullable(oneOf(changeSizes)),
  note: nullable(Type.String({ description: '更正说明' })),
  contentHash: Type.String(),
  isCurrent: Type.Boolean(),
})

export const policyVerbs = [
  'edit',
  'submit',
  'approve',
  'return',
  'publish',
  'correct',
  'discard',
  'withdraw',
  'availability',
] as const

/** What was done to the policy as a whole, beside its editions. */
export const PolicyStep = object({
  verb: oneOf(['withdraw', 'availability']),
  by: Type.String({ description: 'name and role, in words' }),
  at: Instant,
  text: Type.String({ description: '额满, 暂停, 恢复申报, 延期到12月31日, 撤回' }),
  note: Type.String(),
})

/** An address in it that did not answer on three different days. */
export const PolicyDeadLink = object({
  field: oneOf(['applyAt', 'sourceUrl']),
  url: Type.String(),
  since: Instant,
  text: Type.String({ description: 'what is wrong, as a sentence' }),
})

/** What must not be asked for (公平竞争审查条例; 优化营商环境条例), where, and what may be written instead. */
export const PolicyObjection = object({
  ...Problem.properties,
  words: Type.String(),
  basis: Type.String(),
  wayOut: Type.String(),
})

/** What a correction says of itself; a major one is told to who had received it. */
export const PolicyChange = object({
  note: Type.String({ title: '更正说明', maxLength: 200 }),
  size: nullable(oneOf(changeSizes, { title: '更正的大小' })),
})

/** An edition as those who work on it see it. */
export const PolicyWork = object(
  {
    id: PolicyKey,
    region: RegionRef,
    edition: EditionNo,
    state: EditionState,
    stateText: Type.String(),
    policyState: oneOf(['none', 'published', 'withdrawn']),
    revision: Type.Integer({ description: 'send it back with PUT' }),
    content: PolicyContentSchema,
    contentHash: Type.String({ description: 'what a reviewer approves; empty until it is handed in' }),
    change: nullable(PolicyChange),
    author: Type.String(),
    mine: Type.Boolean({ description: 'the viewer goes on with it' }),
    history: Type.Array(Transition),
    steps: Type.Array(PolicyStep, { description: '额满, 暂停, 延期 and 撤回, the newest first' }),
    abilities: Type.Array(
      object({
        verb: oneOf(policyVerbs),
        allowed: Type.Boolean(),
        failureReasons: Type.Array(Type.String({ description: 'Chinese sentences' })),
      }),
    ),
    problems: Type.Array(Problem, { description: 'of a draft: what stands against handing it in' }),
    objections: Type.Array(PolicyObjection, { description: 'of a draft; they stand against it as well' }),
    availability: PolicyAvailabilitySchema,
    status: PolicyStatus,
    applied: Type.Integer({ description: 'how often 我要办 was tapped' }),
    deadLinks: Type.Array(PolicyDeadLink),
    updatedAt: Instant,
  },
  { title: 'PolicyWork' },
)

/** A line of the desk. */
export const PolicyWorkLine = object({
  id: PolicyKey,
  edition: EditionNo,
  title: Type.String(),
  documentNo: Type.String(),
  state: EditionState,
  stateText: Type.String(),
  policyState: oneOf(['none', 'published', 'withdrawn']),
  author: Type.String(),
  mine: Type.Boolean(),
  reason: nullable(Type.String({ description: 'why it was returned' })),
  status: PolicyStatus,
  applied: Type.Integer(),
  deadLinks: Type.Array(PolicyDeadLink),
  updatedAt: Instant,
})

/** A policy in the feed; the format is documented in docs/policy-feed.md. */
export const PolicyFeedItem = object(
  {
    key: PolicyKey,
    region: RegionCode,
    edition: EditionNo,
    contentHash: Type.String(),
    publishedAt: Instant,
    changedAt: Instant,
    availability: PolicyAvailabilitySchema,
    content: PolicyContentSchema,
  },
  { title: 'PolicyFeedItem' },
)

const feedFormat = 'hutang-policies' as const

export const PolicyImported = object({
  key: Type.String(),
  title: Type.String(),
  outcome: oneOf(['new', 'changed', 'same', 'refused'], {
    description: 'new and changed are drafts now; same: nothing was done',
  }),
  text: Type.String({ description: 'the outcome as a sentence' }),
  problems: Type.Array(Problem, { description: 'of a refused one' }),
})

export const policyRoutes = {
  'GET /api/policies': route({
    summary:
      'The published policies of a region and of the regions above it, those that may be applied for first',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    query: object({
      region: Type.Optional(RegionCode),
      audience: someOf(['enterprise', 'household'], '给谁'),
      benefit: someOf(benefitKinds, '支持方式'),
      need: someOf(needs, '需求'),
      industry: Type.Optional(Type.String({ title: '行业', pattern: '^[A-T][0-9]{0,4}$' })),
      status: Type.Optional(
        oneOf(['now', ...windowStates], {
          title: '状态',
          description: 'now: may be applied for (open or closing)',
        }),
      ),
      q: Type.Optional(
        Type.String({ title: '找什么', maxLength: 60, description: 'words, or a 文号 in whatever brackets' }),
      ),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({ ...page(PolicyLine).properties, total: Type.Integer() }),
    errors: [404],
  }),
  'GET /api/policies/:id': route({
    summary: 'A published policy; with `edition` as it was then',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    params: PolicyParams,
    query: object({ edition: Type.Optional(EditionNo) }),
    response: PolicyView,
    errors: [404],
  }),
  'GET /api/policies/:id/editions': route({
    summary: 'Every published edition, the newest first',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    params: PolicyParams,
    response: object({ items: Type.Array(PolicyEdition) }),
    errors: [404],
  }),
  'GET /api/policies/:id/deadline.ics': route({
    summary: 'The last day for applying as a calendar entry (iCalendar)',
    tag: 'policies',
    auth: 'optional',
    shared: true,
    params: PolicyParams,
    produces: 'text/calendar; charset=utf-8',
    response: Type.String(),
    errors: [404],
  }),
  'POST /api/policies/:id/applied': route({
    summary: '我要办 was tapped: it is counted, and nobody is named',
    tag: 'policies',
    auth: 'optional',
    limit: 'write',
    params: PolicyParams,
    response: Done,
    errors: [404],
  }),
  'GET /api/feeds/policies': route({
    summary: 'Every published policy as data, for other platforms, in the order of its newest change',
    tag: 'policies',
    auth: 'none',
    shared: true,
    query: object({
      region: Type.Optional(RegionCode),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({
      format: Type.Literal(feedFormat),
      version: Type.Literal(1),
      ...page(PolicyFeedItem).properties,
    }),
    errors: [404],
  }),
  'POST /api/regions/:code/policies/import': route({
    summary: 'Takes policies of a feed as drafts of this office; nothing is published by itself',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    params: RegionParams,
    body: object({
      format: Type.Literal(feedFormat, { title: '格式' }),
      version: Type.Literal(1, { title: '版本' }),
      items: Type.Array(
        object({
          ...Type.Partial(PolicyFeedItem).properties,
          key: PolicyKey,
          content: PolicyContentSchema,
        }),
        { title: '政策', minItems: 1, maxItems: 50 },
      ),
      next: Type.Optional(Cursor),
    }),
    response: object({ items: Type.Array(PolicyImported) }),
    errors: [403, 404, 413],
  }),
  'GET /api/regions/:code/policy-desk': route({
    summary: 'What an office has in work and what it has published',
    tag: 'policy-work',
    auth: 'required',
    params: RegionParams,
    response: object({
      region: RegionRef,
      may: object({ write: Type.Boolean(), review: Type.Boolean(), publish: Type.Boolean() }),
      open: Type.Array(PolicyWorkLine),
      published: Type.Array(PolicyWorkLine),
    }),
    errors: [403, 404],
  }),
  'POST /api/policies': route({
    summary: 'Start a policy: its first edition is a draft',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    status: 201,
    body: object({
      region: RegionCode,
      content: Type.Optional(Type.Partial(PolicyContentSchema, { additionalProperties: false })),
    }),
    response: PolicyWork,
    errors: [403, 404],
  }),
  'GET /api/policies/:id/work': route({
    summary: 'The edition that is worked on, with what may be done and what stands against it',
    tag: 'policy-work',
    auth: 'required',
    params: PolicyParams,
    response: PolicyWork,
    errors: [403, 404],
  }),
  'PUT /api/policies/:id': route({
    summary: 'Edit the draft; an approved or returned edition becomes a draft again',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    body: object({
      revision: Revision,
      content: Type.Partial(PolicyContentSchema, { additionalProperties: false }),
      change: Type.Optional(Type.Partial(PolicyChange, { additionalProperties: false })),
    }),
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/submit': route({
    summary: 'Hand the draft to the reviewer',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    body: object({ revision: Revision }),
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/review': route({
    summary: 'Approve exactly this content, or return it with a reason',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    body: object({
      decision: oneOf(['approve', 'return'], { title: '审核意见' }),
      reason: Type.Optional(Type.String({ title: '退回原因', maxLength: 300 })),
      contentHash: ContentHash,
    }),
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/publish': route({
    summary: 'Publish exactly the approved content',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    body: object({ contentHash: ContentHash }),
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/correct': route({
    summary: 'Begin a correction: a draft of the next edition',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/discard': route({
    summary: 'Discard a policy that was never published, or a correction that was begun; the policy stays',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    params: PolicyParams,
    response: Done,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/withdraw': route({
    summary: 'Withdraw a published policy with a reason; who had received it is told',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    body: object({ reason: Type.String({ title: '原因', minLength: 1, maxLength: 300 }) }),
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/availability': route({
    summary: '额满, 暂停, 恢复申报 or 延期, without a new edition; who follows it is told',
    tag: 'policy-work',
    auth: 'required',
    limit: 'write',
    idempotent: true,
    params: PolicyParams,
    body: PolicyAvailabilitySchema,
    response: PolicyWork,
    errors: [403, 404, 409],
  }),
}

export type PolicyStatus = Static<typeof PolicyStatus>
export type PolicyLine = Static<typeof PolicyLine>
export type PolicyView = Static<typeof PolicyView>
export type PolicyEdition = Static<typeof PolicyEdition>
export type PolicyWork = Static<typeof PolicyWork>
export type PolicyWorkLine = Static<typeof PolicyWorkLine>
export type PolicyStep = Static<typeof PolicyStep>
export type PolicyDeadLink = Static<typeof PolicyDeadLink>
export type PolicyFeedItem = Static<typeof PolicyFeedItem>
export type PolicyImported = Static<typeof PolicyImported>
export type PolicyChange = Static<typeof PolicyChange>
export type PolicyVerb = (typeof policyVerbs)[number]
