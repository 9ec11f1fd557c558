import { Id, Instant, ItemNo, nullable, object, RegionCode, route, Type } from './base'
import { Column, RegionRef } from './domain'
import { DraftContent, EditionWork, WorkLine } from './editions'
import { LeakDesk } from './endings'
import { LedgerHelp } from './ledgers'
import { MissingItem } from './nil'

/** An edition with what helps its writer. */
const editFields = {
  work: EditionWork,
  suggestedColumns: Type.Array(Column, { description: 'columns usual for this item' }),
  households: Type.Array(object({ code: Type.String(), name: Type.String(), group: Type.String() }), {
    description: 'to tie rows to households',
  }),
  ledger: Type.Optional(nullable(LedgerHelp)),
  last: nullable(
    object({
      notice: Id,
      title: Type.String(),
      publishedAt: Instant,
      content: DraftContent,
      rows: Type.Integer({ description: 'of the table; they are read in pages' }),
    }),
  ),
}

/** What one page of a cadre needs, in one request. */
export const deskScreenRoutes = {
  'GET /api/screens/desk': route({
    summary: "A cadre's desk: drafts, what waits for review, what waits for publication",
    tag: 'screens',
    auth: 'required',
    query: object({ region: RegionCode }),
    response: object({
      region: RegionRef,
      roles: Type.Array(Type.String({ description: 'in words' })),
      drafts: Type.Array(WorkLine),
      orphans: Type.Array(WorkLine, {
        description: 'for a writer: whoever wrote it has no post here any more, or is on leave (接手)',
      }),
      reviews: Type.Array(WorkLine),
      approved: Type.Array(WorkLine),
      published: Type.Array(WorkLine),
      missing: Type.Array(MissingItem),
      leaks: nullable(LeakDesk),
      questions: nullable(object({ open: Type.Integer(), late: Type.Integer() })),
      claims: Type.Integer({ description: 'open claims a clerk may settle' }),
      firms: nullable(
        Type.Integer({ description: 'who waits to be confirmed for an enterprise; null: not decided here' }),
      ),
      visits: Type.Integer({ description: 'households that are still to be told by a visit or a call' }),
      wechat: Type.Boolean({
        description: 'false: WeChat is not connected yet, reminders stay in the inbox',
      }),
      can: object({
        write: Type.Boolean(),
        review: Type.Boolean(),
        publish: Type.Boolean(),
        verify: Type.Boolean(),
      }),
    }),
    errors: [403, 404],
  }),
  'GET /api/screens/edit': route({
    summary: 'One edition with the help its writer needs',
    tag: 'screens',
    auth: 'required',
    query: object({ id: Id }),
    response: object(editFields),
    errors: [403, 404],
  }),
  'GET /api/screens/new-draft': route({
    summary:
      'A draft that is not made yet, as it is made with the first words (POST /api/notices), and those begun',
    tag: 'screens',
    auth: 'required',
    query: object({ region: RegionCode, item: ItemNo }),
    response: object({
      ...editFields,
      drafts: Type.Array(WorkLine, { description: 'of the same item, by the same writer; the newest first' }),
    }),
    errors: [403, 404],
  }),
}
