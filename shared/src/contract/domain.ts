import { Banner } from './banners'
import { Id, Instant, ItemNo, nullable, object, oneOf, RegionCode, type Static, Type } from './base'
import { Correction } from './changes'
import { DisclosureState } from './disclosure'
import { ItemAdded, ItemApply } from './item-apply'
import { LedgerView } from './ledgers'

export const categories = ['综合村务', '民生保障', '重大决策', '财务公开', '重点工作'] as const
export const audiences = ['public', 'village', 'members', 'household'] as const
export const maskLevels = ['M0', 'M1', 'M2', 'M3', 'M4'] as const
export const editionStates = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'scheduled',
  'published',
  'superseded',
] as const
export const noticeStates = ['none', 'published', 'withdrawn', 'takenDown'] as const
export const roleNames = [
  'clerk',
  'supervisor',
  'publisher',
  'group-leader',
  'township-officer',
  'township-reviewer',
  'township-publisher',
  'administrator',
  'operator',
] as const
export const frequencies = [
  'onChange',
  'perTerm',
  'perEvent',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
] as const
export const columnKinds = ['text', 'name', 'group', 'integer', 'number', 'area', 'money', 'date'] as const
export const columnTotals = ['sum', 'none', 'balance'] as const
export const totalKinds = ['sum', 'income', 'expense', 'balance'] as const

export const Audience = oneOf(audiences, { title: '公开范围' })
export const MaskLevel = oneOf(maskLevels, { title: '脱敏级' })
export const RoleName = oneOf(roleNames, { title: '岗位' })
export const EditionState = oneOf(editionStates)
export const NoticeState = oneOf(noticeStates)

export const RegionRef = object({
  code: RegionCode,
  name: Type.String(),
  level: oneOf(['county', 'township', 'village']),
})

export const Item = object(
  {
    no: ItemNo,
    category: Type.String(),
    level1: Type.String({ title: '一级事项' }),
    level2: Type.String({ title: '二级事项' }),
    elements: Type.Array(Type.String(), { title: '公开要素' }),
    basis: Type.String({ title: '公开依据' }),
    timeLimit: Type.String({ title: '公开时限' }),
    frequency: oneOf(frequencies),
    frequencyText: Type.String(),
    body: Type.String({ title: '公开主体' }),
    channels: Type.Array(Type.String(), { title: '公开渠道' }),
    audience: Audience,
    summaryAudience: Audience,
    maskLevel: MaskLevel,
    personalData: Type.Boolean(),
    source: oneOf(['seed', 'reconstructed']),
    emergency: Type.Optional(Type.Boolean({ description: 'every resident is told at once' })),
    rowsOf: Type.Optional(Type.Literal('person', { description: 'a row is one person’s' })),
    alias: Type.Optional(Type.String({ description: 'another name the item goes by' })),
    apply: ItemApply,
    added: ItemAdded,
  },
  { title: 'Item' },
)

export const ItemState = object({
  item: Item,
  state: DisclosureState,
  stateText: Type.String({ description: 'the state as a Chinese sentence' }),
  published: Type.Integer({ description: 'notices published for the item' }),
  lastAt: nullable(Instant),
})

export const Column = object({
  key: Type.String({ title: '列代号', pattern: '^[a-z][a-zA-Z0-9]{0,23}$' }),
  label: Type.String({ title: '列名', minLength: 1, maxLength: 20 }),
  kind: oneOf(columnKinds, { title: '列类型' }),
  total: Type.Optional(
    oneOf(columnTotals, {
      title: '合计',
      description:
        'how the column is totalled; balance: income and spending apart, and what is left. Absent: as its heading suggests. Presentation, no part of the content hash',
    }),
  ),
})

/** area: integer hundredths of a 亩; money: integer fen; date: `YYYY-MM-DD`; a null is an empty cell. */
export const Cell = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] })

export const TableRow = object({
  household: nullable(Type.String({ description: 'the household this row concerns' })),
  own: Type.Boolean({ description: "the viewer's own household" }),
  cells: Type.Array(Cell),
  voucher: Type.Optional(Type.String({ description: 'key of the 单据 that the viewer may see' })),
})

/** One line below a table. `balance` is income less spending. */
export const TotalRow = object({
  kind: oneOf(totalKinds),
  label: Type.String({ description: '合计, 收入合计, 支出合计, 结余' }),
  cells: Type.Array(Cell, { description: 'a sum under its column, null under the others' }),
})

export const Table = object(
  {
    caption: Type.String(),
    columns: Type.Array(Column),
    rows: Type.Array(TableRow, {
      description: 'the first page of what this viewer may see, own household first',
    }),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
    total: Type.Integer({ description: 'rows in the whole table' }),
    access: oneOf(['all', 'own', 'none'], { description: 'own: only the own household is shown (M4)' }),
    totals: Type.Array(TotalRow, {
      description:
        'sums of the whole table; where only own rows are shown none that would tell of another household',
    }),
  },
  { title: 'Table' },
)

export const ElementText = object({
  name: Type.String({ title: '要素', minLength: 1, maxLength: 60 }),
  text: Type.String({ title: '要素内容', maxLength: 2000 }),
})

export const Picture = object({
  id: Id,
  url: Type.String({
    description: 'relative; carries a ticket of ten minutes where the picture is restricted',
  }),
  alt: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
})

/** What a household looks for in its own rows. */
export const OwnFigure = object({
  label: Type.String({ description: 'of its column, without the unit' }),
  kind: oneOf(columnKinds),
  value: Type.Unsafe<string | number>({ type: ['string', 'number'] }),
  unit: Type.String({ description: '元, 亩, 次 …; empty where the label says it' }),
})

export const NoticeLine = object(
  {
    id: Id,
    region: RegionCode,
    regionName: Type.String(),
    itemNo: Type.Integer({ minimum: 0, description: '0: in no catalogue, as a policy or work at a desk' }),
    itemName: Type.String(),
    category: Type.String(),
    title: Type.String(),
    plain: nullable(Type.String({ description: '一句话说清; null where the viewer sees the title only' })),
    publishedAt: Instant,
    correctedAt: Type.Optional(Instant),
    backfilledAt: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
    link: Type.Optional(
      Type.String({ description: 'the page it leads to, where that is not the page of a notice' }),
    ),
    audience: Audience,
    access: oneOf(['full', 'summary', 'title'], { description: 'title: 本村村民认证后可看' }),
    mine: Type.Boolean({ description: "has a row of the viewer's household" }),
    nil: Type.Optional(Type.Boolean({ description: '本期无' })),
    state: NoticeState,
    stateText: nullable(Type.String({ description: '已撤回, 已撤下, 已遮住; null while it is current' })),
    ownOf: Type.Optional(Type.Literal('person', { description: '`own` is the viewer’s alone' })),
    own: Type.Array(OwnFigure, {
      description: "the household's own figures, the most telling first; empty where it has none",
    }),
  },
  { title: 'NoticeLine' },
)

export const NoticeView = object(
  {
    id: Id,
    edition: Id,
    region: RegionRef,
    item: Item,
    state: NoticeState,
    nil: Type.Optional(Type.String({ description: '本期无: what was said of which period, reviewed when' })),
    gone: Type.Boolean({
      description: 'taken down, or hidden from this viewer: drop every copy that was kept of it',
    }),
    banners: Type.Array(Banner, { description: 'the weightiest first' }),
    title: Type.String({ description: 'where it is gone: a sentence that says so' }),
    access: oneOf(['full', 'summary', 'title']),
    accessText: nullable(Type.String({ description: 'why the viewer does not see all, and what to do' })),
    plain: nullable(Type.String()),
    elements: Type.Array(ElementText),
    body: nullable(Type.String({ description: 'plain text, paragraphs separated by a line break' })),
    table: nullable(Table),
    ledger: Type.Optional(nullable(LedgerView)),
    pictures: Type.Array(Picture),
    publishedAt: Instant,
    publishedBy: Type.String({ description: 'the publishing body' }),
    displayFrom: Instant,
    displayUntil: Instant,
    validUntil: nullable(Instant),
    editionNo: Type.Integer(),
    newest: Type.Boolean({ description: 'false: an older edition, asked for by its number' }),
    correction: nullable(Correction),
    contentHash: Type.String({ description: 'sha256 of the approved content, hex' }),
    code: Type.String({ description: '核对码: the same for all editions, on paper too' }),
    audience: Audience,
  },
  { title: 'Notice' },
)

export type Audience = Static<typeof Audience>
export type MaskLevel = Static<typeof MaskLevel>
export type RoleName = Static<typeof RoleName>
export type EditionState = Static<typeof EditionState>
export type NoticeState = Static<typeof NoticeState>
export type Item = Static<typeof Item>
export type ItemState = Static<typeof ItemState>
export type Frequency = Item['frequency']
export type Column = Static<typeof Column>
export type ColumnKind = Column['kind']
export type ColumnTotal = NonNullable<Column['total']>
export type TotalRow = Static<typeof TotalRow>
export type Cell = Static<typeof Cell>
export type Table = Static<typeof Table>
export type TableRow = Static<typeof TableRow>
export type ElementText = Static<typeof ElementText>
export type Picture = Static<typeof Picture>
export type OwnFigure = Static<typeof OwnFigure>
export type NoticeLine = Static<typeof NoticeLine>
export type NoticeView = Static<typeof NoticeView>
export type RegionRef = Static<typeof RegionRef>
