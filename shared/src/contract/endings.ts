import { leakKinds, toldHows } from '../rules/endings'
import { Done, Id, IdParams, Instant, nullable, object, oneOf, route, type Static, Type } from './base'
import { NoticeView, RegionRef } from './domain'

const longestReason = 300

const Reason = Type.String({ title: '原因', minLength: 1, maxLength: longestReason })
const Tell = Type.Optional(
  Type.Boolean({
    title: '通知收到过的人',
    description: 'tells those who had received it; absent: only for an emergency (应急)',
  }),
)
export const LeakKindSchema = oneOf(leakKinds, { title: '误带了什么' })

/** One button of those who decide, with why it is disabled. */
export const EndingAbility = object({
  verb: oneOf(['withdraw', 'hide', 'unhide', 'takedown']),
  allowed: Type.Boolean(),
  failureReasons: Type.Array(Type.String({ description: 'Chinese sentences' })),
  tellsByDefault: Type.Boolean({ description: 'the choice “tell” begins ticked' }),
})

/** A household whose data was in the notice. */
export const Concerned = object({
  household: Id,
  code: Type.String({ description: 'household code' }),
  name: Type.String({ description: '户主' }),
  how: oneOf(['row', 'named'], { description: 'a row of the table, or named in the text' }),
  marked: Type.Boolean({
    description: 'a number that must not be public stands in the row or beside the name',
  }),
  reachable: Type.Boolean({ description: 'a verified member is told in the inbox; otherwise by slip' }),
})

export const ToldHousehold = object({
  household: Id,
  code: Type.String(),
  name: Type.String(),
  way: oneOf(['inbox', 'slip'], { description: 'slip: somebody has to go there (入户)' }),
  told: nullable(object({ how: Type.String({ description: 'in words' }), by: Type.String(), at: Instant })),
})

/** What those who decide see of a leak (泄露): whom it concerns before the takedown, who was told after it. */
export const LeakView = object(
  {
    notice: Id,
    region: RegionRef,
    itemName: Type.String(),
    state: NoticeView.properties.state,
    reason: nullable(Type.String({ description: 'of the takedown' })),
    by: nullable(Type.String()),
    at: nullable(Instant),
    kinds: Type.Array(LeakKindSchema),
    concerned: Type.Array(Concerned, { description: 'before the takedown' }),
    households: Type.Array(ToldHousehold, { description: 'after the takedown' }),
    slipsOpen: Type.Integer({ description: 'households that nobody has gone to yet' }),
    cannotRecall: Type.String({ description: 'a sentence for the page' }),
  },
  { title: 'Leak' },
)

const About = oneOf(['notice', 'policy'], { description: 'what `notice` is the id of' })

export const LeakReportCard = object(
  {
    id: Id,
    notice: Id,
    about: About,
    regionName: Type.String(),
    itemName: Type.String(),
    title: nullable(Type.String({ description: 'of the notice; null where it is gone' })),
    what: Type.String({ description: 'what the person wrote; empty once it was taken down' }),
    at: Instant,
    closed: nullable(object({ done: Type.String(), by: Type.String(), at: Instant })),
  },
  { title: 'LeakReport' },
)

/** A card of the desk: hidden, and a second person has to decide before the time is up. */
export const HiddenCard = object(
  {
    notice: Id,
    about: About,
    regionName: Type.String(),
    itemName: Type.String(),
    title: Type.String(),
    by: Type.String(),
    reason: Type.String(),
    until: Instant,
    mine: Type.Boolean({ description: 'the viewer hid it: another has to confirm' }),
  },
  { title: 'HiddenNotice' },
)

/** A card of the desk, also of the township's: taken down lately, or somebody is still to be told. */
export const TakenDownCard = object(
  {
    notice: Id,
    about: About,
    regionName: Type.String(),
    itemName: Type.String(),
    text: Type.String({ description: 'the sentence of the tombstone' }),
    at: Instant,
    households: Type.Integer({ description: 'whose data it was' }),
    slipsOpen: Type.Integer(),
  },
  { title: 'TakenDownNotice' },
)

export const LeakDesk = object({
  reports: Type.Array(LeakReportCard, { description: 'open reports of leaks, the oldest first' }),
  hidden: Type.Array(HiddenCard, { description: 'the first to end is first' }),
  takenDown: Type.Array(TakenDownCard),
})

const decided = { tag: 'endings', auth: 'required', limit: 'write', params: IdParams } as const

export const endingRoutes = {
  'POST /api/notices/:id/withdraw': route({
    ...decided,
    summary: 'Withdraw (撤回): it stays readable under a banner, but is current no more',
    idempotent: true,
    body: object({ reason: Reason, tell: Tell }),
    response: NoticeView,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/hide': route({
    ...decided,
    summary: 'Hide (先遮住) for 24 hours; only who decides still reads it',
    idempotent: true,
    body: object({ reason: Reason }),
    response: NoticeView,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/unhide': route({
    ...decided,
    summary: 'Show again what was hidden',
    idempotent: true,
    body: object({ reason: Type.Optional(Type.String({ title: '原因', maxLength: longestReason })) }),
    response: NoticeView,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/takedown': route({
    ...decided,
    summary: 'Take down (撤下) what is hidden: a second person confirms, the content is deleted',
    idempotent: true,
    body: object({
      reason: Reason,
      kinds: Type.Array(LeakKindSchema, { title: '误带了什么', minItems: 1, maxItems: leakKinds.length }),
      households: Type.Optional(
        Type.Array(Type.String({ title: '户号', maxLength: 20 }), {
          title: '谁家的信息',
          maxItems: 5000,
          description: 'household codes; absent: all that were found (GET …/leak)',
        }),
      ),
      tell: Tell,
    }),
    response: object({ notice: NoticeView, leak: LeakView }),
    errors: [403, 404, 409],
  }),
  'GET /api/notices/:id/leak': route({
    summary: 'Whose data is in a notice, and who of them was told after the takedown; for who decides',
    tag: 'endings',
    auth: 'required',
    params: IdParams,
    response: LeakView,
    errors: [403, 404],
  }),
  'POST /api/notices/:id/leak/told': route({
    ...decided,
    summary: 'Note that a household without an account was told (入户打钩)',
    body: object({ household: Id, how: oneOf(toldHows, { title: '怎样告知' }) }),
    response: LeakView,
    errors: [403, 404, 409],
  }),
  'GET /api/notices/:id/leak-report': route({
    summary: 'The draft of the report to the county about a takedown, to be signed',
    tag: 'endings',
    auth: 'required',
    params: IdParams,
    response: object({
      title: Type.String(),
      text: Type.String({ description: 'plain text, paragraphs separated by a line break' }),
      households: Type.Integer(),
      told: Type.Integer(),
      slipsOpen: Type.Integer(),
      publicFrom: Instant,
      publicUntil: Instant,
      received: Type.Integer({ description: 'persons who had it in their inbox' }),
      opened: Type.Integer({ description: 'of those, who had opened it' }),
    }),
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/leak-reports': route({
    summary: 'Report (anybody) that a notice shows personal data; lands on the desk, is not public',
    tag: 'endings',
    auth: 'optional',
    limit: 'write',
    status: 201,
    params: IdParams,
    body: object({ what: Type.String({ title: '哪里不对', minLength: 2, maxLength: 300 }) }),
    response: object({
      id: Type.String({ description: 'ask with it what became of the report' }),
      text: Type.String(),
    }),
    errors: [404, 409],
  }),
  'GET /api/leak-reports/:id': route({
    summary: 'What became of a report; for whoever knows its id',
    tag: 'endings',
    auth: 'none',
    params: IdParams,
    response: object({
      state: oneOf(['open', 'closed']),
      text: Type.String(),
      at: Instant,
      closedAt: nullable(Instant),
    }),
    errors: [404],
  }),
  'POST /api/leak-reports/:id/close': route({
    ...decided,
    summary: 'Close a report and say what was done',
    body: object({ done: Type.String({ title: '怎样处理的', minLength: 2, maxLength: 300 }) }),
    response: Done,
    errors: [403, 404, 409],
  }),
}

export type EndingAbility = Static<typeof EndingAbility>
export type Concerned = Static<typeof Concerned>
export type ToldHousehold = Static<typeof ToldHousehold>
export type LeakView = Static<typeof LeakView>
export type LeakReportCard = Static<typeof LeakReportCard>
export type HiddenCard = Static<typeof HiddenCard>
export type TakenDownCard = Static<typeof TakenDownCard>
export type LeakDesk = Static<typeof LeakDesk>
