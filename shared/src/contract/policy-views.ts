import { windowStates } from '../rules/policies/windows'
import { EditionNo, Instant, nullable, object, oneOf, Problem, RegionCode, type Static, Type } from './base'
import { changeSizes } from './changes'
import { EditionState, RegionRef } from './domain'
import { PolicyAvailabilitySchema, PolicyContentSchema, PolicyDay, PolicyKey } from './policy-content'
import { Transition } from './steps'

export * from './policy-content'

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
  'schedule',
  'cancel',
  'correct',
  'discard',
  'withdraw',
  'availability',
  'hide',
  'unhide',
  'takedown',
] as const

/** What was done to the policy as a whole, beside its editions. */
export const PolicyStep = object({
  verb: oneOf(['withdraw', 'availability', 'hide', 'unhide', 'takedown']),
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
    policyState: oneOf(['none', 'published', 'withdrawn', 'takenDown']),
    hidden: nullable(
      object({
        by: Type.String(),
        reason: Type.String(),
        until: Instant,
        mine: Type.Boolean({ description: 'the viewer hid it: another has to confirm' }),
      }),
    ),
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
    scheduledFor: nullable(Instant),
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
  policyState: oneOf(['none', 'published', 'withdrawn', 'takenDown']),
  author: Type.String(),
  mine: Type.Boolean(),
  orphan: Type.Boolean({
    description: 'its writer has no post here any more: whoever writes here may take it over',
  }),
  reason: nullable(Type.String({ description: 'why it was returned' })),
  missing: Type.Array(Type.String(), { description: '三同步, of a draft: 原文, 解读, 申报材料' }),
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

export const policyFeedFormat = 'hutang-policies' as const

export const PolicyImported = object({
  key: Type.String(),
  title: Type.String(),
  outcome: oneOf(['new', 'changed', 'same', 'refused'], {
    description: 'new and changed are drafts now; same: nothing was done',
  }),
  text: Type.String({ description: 'the outcome as a sentence' }),
  problems: Type.Array(Problem, { description: 'of a refused one' }),
})

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
