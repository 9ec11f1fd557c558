import { Id, Instant, ItemNo, nullable, object, oneOf, RegionCode, type Static, Type } from './base'

export const oldBatchStates = [
  'preview',
  'submitted',
  'returned',
  'approved',
  'publishing',
  'published',
  'undone',
] as const
export const oldEntryStates = ['fresh', 'held', 'same', 'published', 'undone', 'gone'] as const
export const findingKinds = ['number', 'name', 'illness', 'list', 'picture', 'broken'] as const
export const findingWays = [
  'mask',
  'withoutRow',
  'withoutNames',
  'withoutTable',
  'withoutPicture',
  'seen',
] as const

const FindingKind = oneOf(findingKinds, { title: '问题' })
export const FindingWay = oneOf(findingWays, { title: '怎么改' })
const Day = Type.String({ title: '日期', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })

/** What the privacy gate found, and the ways out. */
export const OldFinding = object(
  {
    key: Type.String({ description: 'names it among those of its notice' }),
    kind: FindingKind,
    where: Type.String({ description: '标题, 正文, 附表第 12 行“备注” …' }),
    message: Type.String({ description: 'what is wrong; never the data itself' }),
    row: nullable(Type.Integer({ description: 'of the table, from 1' })),
    ways: Type.Array(object({ way: FindingWay, text: Type.String() })),
  },
  { title: 'OldFinding' },
)

/** A notice that was published before, on its way in. */
export const OldEntry = object(
  {
    id: Id,
    row: Type.Integer({ description: 'of the sheet, from 1; 0: written by hand' }),
    state: oneOf(oldEntryStates),
    stateText: Type.String(),
    item: object({ no: ItemNo, name: Type.String() }),
    date: Day,
    title: Type.String(),
    plain: Type.String(),
    body: Type.String(),
    table: nullable(
      object({ caption: Type.String(), columns: Type.Integer(), rows: Type.Integer(), tied: Type.Integer() }),
    ),
    pictures: Type.Integer(),
    ledger: nullable(Type.String({ description: 'whose period of which ledger it becomes, in words' })),
    notes: Type.Array(Type.String()),
    findings: Type.Array(OldFinding, { description: 'the first fifty' }),
    found: Type.Integer({ description: 'of all findings' }),
    notice: nullable(Id),
  },
  { title: 'OldEntry' },
)

const Step = nullable(object({ by: Type.String(), at: Instant }))
const May = object({ allowed: Type.Boolean(), why: nullable(Type.String()) })

/** A whole import: looked at, reviewed and published as one. */
export const OldBatch = object(
  {
    id: Id,
    region: RegionCode,
    name: Type.String(),
    state: oneOf(oldBatchStates),
    stateText: Type.String(),
    hash: Type.String({ description: 'of all that is reviewed; sent back with review and publish' }),
    made: object({ by: Type.String(), at: Instant }),
    reviewed: Step,
    published: Step,
    reason: nullable(Type.String({ description: 'why it was returned' })),
    counts: object({
      fresh: Type.Integer({ description: 'ready to be published' }),
      held: Type.Integer({ description: 'refused by the privacy gate until they are mended' }),
      same: Type.Integer({ description: 'there already' }),
      published: Type.Integer(),
      refused: Type.Integer({ description: 'rows of the sheet that cannot be read' }),
    }),
    refused: Type.Array(object({ row: Type.Integer(), message: Type.String() })),
    may: object({ submit: May, review: May, publish: May, undo: May, drop: May, mend: May }),
  },
  { title: 'OldBatch' },
)

const FindingCounts = object({
  number: Type.Integer(),
  name: Type.Integer(),
  illness: Type.Integer(),
  list: Type.Integer(),
  picture: Type.Integer(),
  broken: Type.Integer(),
})

/** 老公示体检 of one place: what waits to come in, and what is published already. */
export const Checkup = object(
  {
    region: RegionCode,
    name: Type.String(),
    checkedAt: nullable(Instant),
    checked: Type.Integer({ description: 'published notices that were looked at' }),
    held: Type.Integer({ description: 'old notices that wait to be mended' }),
    found: Type.Integer({ description: 'published notices with findings' }),
    kinds: FindingCounts,
  },
  { title: 'Checkup' },
)

export const CheckupNotice = object({
  notice: Id,
  title: Type.String(),
  item: object({ no: ItemNo, name: Type.String() }),
  publishedAt: Instant,
  backfilled: Type.Boolean(),
  findings: Type.Array(OldFinding),
  found: Type.Integer(),
})

export type OldFinding = Static<typeof OldFinding>
export type FindingKindName = (typeof findingKinds)[number]
export type FindingWayName = (typeof findingWays)[number]
export type OldEntry = Static<typeof OldEntry>
export type OldBatch = Static<typeof OldBatch>
export type Checkup = Static<typeof Checkup>
export type CheckupNotice = Static<typeof CheckupNotice>
