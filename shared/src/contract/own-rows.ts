import {
  Cursor,
  Id,
  Instant,
  ItemNo,
  Limit,
  nullable,
  object,
  oneOf,
  page,
  route,
  type Static,
  Type,
} from './base'
import { Cell, Column, columnKinds } from './domain'

const Whose = Type.String({
  title: '谁的',
  maxLength: 80,
  description: 'home: of the household; me: of the person alone; else of somebody who lets the viewer look',
})
const Kind = Type.String({
  title: '类别',
  maxLength: 30,
  description: 'the heading of the item: 土地管理, 惠农政策',
})
const Year = Type.Integer({ title: '年份', minimum: 1980, maximum: 2200 })
const Figure = Type.Number({ description: 'fen, hundredths of a 亩, or counted' })

/** What the own rows of a year come to: only what may be added, never over two bodies. */
export const OwnSumLine = object({
  whose: Whose,
  kind: Kind,
  itemNo: ItemNo,
  itemName: Type.String(),
  bodyName: Type.String({ description: '主体; empty where the item has but one' }),
  label: Type.String({ description: 'of the column: 流转费' }),
  unit: oneOf(columnKinds),
  year: Year,
  value: Figure,
  text: Type.String({ description: '¥3,771.00' }),
  times: Type.String({ description: '3 个季度' }),
  notices: Type.Array(Id),
  whole: Type.String({
    description:
      '全村 180 户共 ¥177,585.00，占 2.1%; empty where it would tell of others, or is not for the viewer',
  }),
})

export const OwnChart = object({
  whose: Whose,
  kind: Kind,
  label: Type.String(),
  unit: oneOf(columnKinds),
  points: Type.Array(object({ year: Year, value: Figure, text: Type.String() }), {
    description: 'the oldest first, at least two',
  }),
  sentence: Type.String(),
})

/** The own rows in one notice. */
export const OwnRow = object({
  notice: Id,
  itemNo: ItemNo,
  itemName: Type.String(),
  kind: Kind,
  whose: Whose,
  title: Type.String(),
  year: Year,
  periodName: Type.String({ description: '2026年第三季度; empty where it is of none' }),
  publishedAt: Instant,
  correctedAt: nullable(Instant),
  withdrawn: Type.Boolean({ description: '已撤回: shown, and counted in no sum' }),
  folded: Type.Boolean({ description: '公示期满: others see no names any more' }),
  columns: Type.Array(Column),
  rows: Type.Array(Type.Array(Cell)),
})

export const ownRowsRoutes = {
  'GET /api/me/rows': route({
    summary:
      'Every row of my household, of myself, and of whom I look after, over all items and years; sums first',
    tag: 'me',
    auth: 'required',
    query: object({
      whose: Type.Optional(Whose),
      kind: Type.Optional(Kind),
      year: Type.Optional(Year),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({
      ...page(OwnRow).properties,
      whose: Type.Array(object({ id: Whose, name: Type.String(), rows: Type.Integer() }), {
        description: 'all of them, whatever is asked for',
      }),
      kinds: Type.Array(object({ kind: Kind, rows: Type.Integer() })),
      years: Type.Array(Year, { description: 'the newest first' }),
      sums: Type.Array(OwnSumLine, { description: 'of what is asked for, over all pages' }),
      charts: Type.Array(OwnChart),
      total: Type.Integer({ description: 'notices with own rows, of what is asked for' }),
    }),
  }),
}

export type OwnSumView = Static<typeof OwnSumLine>
export type OwnChart = Static<typeof OwnChart>
export type OwnRowView = Static<typeof OwnRow>
