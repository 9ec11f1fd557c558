import { Id, Instant, ItemNo, nullable, object, Problem, type Static, Type } from './base'
import { Change, Remark } from './changes'
import { EditionState, ElementText, Item, NoticeState, Picture, RegionRef } from './domain'
import { LedgerPart } from './ledgers'
import { Ability, Transition } from './steps'
import { type DraftTable, TableHead } from './tables'
import { Telling } from './telling'

/** What a clerk may write. All of it is optional while drafting; `failureReasons` says what is still missing. */
export const DraftContent = object({
  title: Type.String({ title: '标题', maxLength: 60 }),
  plain: Type.String({ title: '一句话说清', maxLength: 100 }),
  elements: Type.Array(ElementText, { title: '公开要素', maxItems: 30 }),
  body: Type.String({ title: '正文', maxLength: 20_000 }),
  table: nullable(TableHead),
  ledger: Type.Optional(nullable(LedgerPart)),
})

/** Why names may stand beside illness, disability or relief for everybody to read (个人信息保护法 28, 55). */
export const Grounds = object({
  needed: Type.Boolean({ description: 'it may not be handed in without' }),
  text: Type.String({ description: 'empty until somebody states them' }),
  by: nullable(Type.String({ description: 'name and role, in words' })),
  at: nullable(Instant),
})

/** 单据 of a line of the draft, with who has looked whether it is masked. */
export const WorkVoucher = object({
  id: Id,
  row: Type.String({ description: 'key of the row' }),
  name: Type.String(),
  pages: Type.Array(Picture),
  found: Type.Integer({ description: 'places that the gate blacked out by itself' }),
  masked: nullable(
    object({ by: Type.String(), at: Instant }, { description: '已遮住: who ticked it; null: nobody yet' }),
  ),
})

/** An edition as those who work on it see it. */
export const EditionWork = object(
  {
    notice: Id,
    edition: Id,
    editionNo: Type.Integer(),
    region: RegionRef,
    item: Item,
    nil: Type.Optional(
      object(
        { period: Type.String() },
        { description: '本期无: the period of which it says that there was none' },
      ),
    ),
    state: EditionState,
    stateText: Type.String(),
    noticeState: NoticeState,
    revision: Type.Integer({ description: 'send it back with PUT' }),
    content: DraftContent,
    rows: Type.Integer({ description: 'of the table' }),
    pictures: Type.Array(Picture),
    vouchers: Type.Optional(
      nullable(
        Type.Array(WorkVoucher, {
          description: 'null or absent: the notice takes none, or the county has not switched them on',
        }),
      ),
    ),
    contentHash: Type.String({
      description: 'what a reviewer approves, sha256 hex; empty until it is handed in',
    }),
    change: nullable(Change),
    grounds: Grounds,
    telling: Telling,
    scheduledFor: nullable(Instant),
    remarks: Type.Array(Remark, { description: 'what its reviewers should know' }),
    author: Type.String(),
    mine: Type.Boolean({ description: 'written by the viewer' }),
    history: Type.Array(Transition),
    abilities: Type.Array(Ability),
    warnings: Type.Array(Problem, {
      description: 'what to look at once more; handing in asks to confirm it, and nothing more',
    }),
    problems: Type.Array(Problem, {
      description: 'of a draft: where each of the reasons against handing it in stands; the first hundred',
    }),
    updatedAt: Instant,
  },
  { title: 'EditionWork' },
)

/** A line of the desk. */
export const WorkLine = object({
  notice: Id,
  title: Type.String(),
  itemNo: ItemNo,
  itemName: Type.String(),
  state: EditionWork.properties.state,
  stateText: Type.String(),
  author: Type.String(),
  mine: Type.Boolean(),
  updatedAt: Instant,
  reason: nullable(Type.String({ description: 'why it was returned' })),
  editionNo: Type.Integer({ description: 'above 1: a correction' }),
  scheduledFor: nullable(Instant),
})

export type DraftContent = Static<typeof DraftContent>
/** A draft with all its rows, in memory. */
export interface WholeContent extends Omit<DraftContent, 'table'> {
  table: DraftTable | null
}
export type WorkVoucher = Static<typeof WorkVoucher>
export type EditionWork = Static<typeof EditionWork>
export type WorkLine = Static<typeof WorkLine>
