import {
  audiences,
  type Column,
  Column as ColumnSchema,
  categories,
  columnTotals,
  frequencies,
  type Item,
  ItemApply,
  maskLevels,
} from '@hutang/shared'
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import adjustmentsJson from '../../../../config/catalogue/adjustments.json'
import townshipJson from '../../../../config/catalogue/township.json'
import villageJson from '../../../../config/catalogue/village.json'
import columnsJson from '../../../../config/columns.json'
import templatesJson from '../../../../config/templates/wechat.json'

export const enumOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Sentence = Type.String({ minLength: 1 })

/** The clock as the source words it; the duty engine will read it, the catalogue only keeps it. */
const TimeLimitRule = Type.Object({
  kind: enumOf([
    'afterEvent',
    'afterResolutionNotice',
    'beforeEvent',
    'notice',
    'periodic',
    'asap',
    'fixedDate',
  ]),
  days: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
  unit: Type.Optional(Type.Union([enumOf(['workday', 'calendarDay']), Type.Null()])),
  legal: Type.Boolean(),
})

export const CatalogueRow = Type.Object({
  no: Type.Integer({ minimum: 1, maximum: 999 }),
  category: Sentence,
  level1: Sentence,
  level2: Sentence,
  elements: Type.Array(Sentence, { minItems: 1 }),
  basis: Sentence,
  timeLimit: Sentence,
  timeLimitRule: TimeLimitRule,
  frequency: enumOf(frequencies),
  frequencyText: Sentence,
  body: Sentence,
  channels: Type.Array(Sentence, { minItems: 1 }),
  audience: enumOf(audiences),
  summaryAudience: enumOf(audiences),
  personalData: Type.Boolean(),
  maskLevel: enumOf(maskLevels),
  /** 应急信息: every resident is told at once, at night too. */
  emergency: Type.Optional(Type.Boolean()),
  /** 残疾, 优抚, 失独, 计生: a row is one person's, and not the household's. */
  rowsOf: Type.Optional(Type.Literal('person')),
  minDisplayDays: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  source: enumOf(['seed', 'reconstructed']),
  alias: Type.Optional(Type.Array(Sentence)),
  /** 我要办: what is handed in, where, and whom to ask; such an item takes 诉求. */
  apply: ItemApply,
})

const Stated = { reason: Sentence, basis: Sentence }

/** What one region changes of the standard catalogue: never without a reason and a basis. */
export const Adjustment = Type.Object(
  {
    leaveOut: Type.Array(Type.Object({ no: Type.Integer(), ...Stated }, { additionalProperties: false })),
    add: Type.Array(Type.Object({ item: CatalogueRow, ...Stated }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export const Adjustments = Type.Record(Type.String({ pattern: '^[0-9]{9,12}$' }), Adjustment)
export const SuggestedColumns = Type.Record(
  Type.String({ pattern: '^[0-9]{1,3}$' }),
  Type.Array(
    Type.Object({ ...ColumnSchema.properties, total: enumOf(columnTotals) }, { additionalProperties: false }),
    {
      minItems: 1,
      maxItems: 12,
    },
  ),
)

/** A field of a template: what it tells, and the key that the vendor's library gave it. */
const templateField = <const T extends readonly string[]>(roles: T, keys: string) =>
  Type.Object(
    { role: enumOf(roles), key: Type.String({ pattern: keys }), name: Sentence },
    { additionalProperties: false },
  )

const WechatTemplate = Type.Object(
  {
    templateId: Sentence,
    title: Sentence,
    kind: enumOf(['once', 'long']),
    fields: Type.Array(
      Type.Union([
        templateField(['item', 'title', 'publishedBy'], '^thing[0-9]+$'),
        templateField(['publishedAt'], '^(date|time)[0-9]+$'),
        templateField(['state'], '^(phrase|thing)[0-9]+$'),
      ]),
      { minItems: 1, maxItems: 5 },
    ),
  },
  { additionalProperties: false },
)
export const WechatTemplates = Type.Object(
  { published: WechatTemplate, emergency: WechatTemplate },
  { additionalProperties: false },
)

export type CatalogueRow = Static<typeof CatalogueRow>
export type Adjustment = Static<typeof Adjustment>
export type WechatTemplates = Static<typeof WechatTemplates>
export type CatalogueLevel = 'village' | 'township'

export interface LeftOut {
  no: number
  name: string
  reason: string
  basis: string
}
export interface Catalogue {
  items: Item[]
  left: LeftOut[]
}

/** Configuration that does not hold is a fault of the build, said with the file and the place. */
export class ConfigurationError extends Error {}

export function parseConfig<T extends TSchema>(schema: T, json: unknown, file: string): Static<T> {
  const first = Value.Errors(schema, json)[0]
  if (first) throw new ConfigurationError(`${file}${first.instancePath}: ${first.message}`)
  return json as Static<T>
}

export function parseCatalogue(json: unknown, level: CatalogueLevel): CatalogueRow[] {
  const rows = parseConfig(Type.Array(CatalogueRow, { minItems: 1 }), json, `config/catalogue/${level}.json`)
  rows.forEach((row, at) => {
    if (row.no !== at + 1)
      throw new ConfigurationError(`config/catalogue/${level}.json/${at}: expected no ${at + 1}`)
    if (level === 'village') knownCategory(row)
  })
  return rows
}

function knownCategory(row: CatalogueRow): void {
  if (!(categories as readonly string[]).includes(row.category))
    throw new ConfigurationError(`item ${row.no}: unknown category ${row.category}`)
}

const parsed = new Map<CatalogueLevel, CatalogueRow[]>()

/** The standard catalogue of a level, as the source words it. */
export function loadCatalogue(level: CatalogueLevel): CatalogueRow[] {
  const known = parsed.get(level)
  if (known) return known
  const rows = parseCatalogue(level === 'village' ? villageJson : townshipJson, level)
  parsed.set(level, rows)
  return rows
}

/** The item as the contract gives it; the name of an item is its level2. */
export const toItem = (row: CatalogueRow): Item => ({
  no: row.no,
  category: row.category,
  level1: row.level1,
  level2: row.level2,
  elements: row.elements,
  basis: row.basis,
  timeLimit: row.timeLimit,
  frequency: row.frequency,
  frequencyText: row.frequencyText,
  body: row.body,
  channels: row.channels,
  audience: row.audience,
  summaryAudience: row.summaryAudience,
  maskLevel: row.maskLevel,
  personalData: row.personalData,
  source: row.source,
  ...(row.emergency ? { emergency: true } : {}),
  ...(row.rowsOf ? { rowsOf: row.rowsOf } : {}),
  ...(row.alias ? { alias: row.alias.join('、') } : {}),
  ...(row.apply ? { apply: row.apply } : {}),
})

/** The standard catalogue with one region's own changes. */
export function applyAdjustments(rows: readonly CatalogueRow[], adjustment?: unknown): Catalogue {
  if (adjustment === undefined) return { items: rows.map(toItem), left: [] }
  const { leaveOut, add } = parseConfig(Adjustment, adjustment, 'adjustment')
  const left = leaveOut.map(({ no, reason, basis }) => {
    const row = rows.find((one) => one.no === no)
    if (!row) throw new ConfigurationError(`adjustment: no item ${no} to leave out`)
    return { no, name: row.level2, reason, basis }
  })
  const added = add.map(({ item, reason, basis }) => {
    if (rows.some((row) => row.no === item.no))
      throw new ConfigurationError(`adjustment: item ${item.no} exists`)
    return { ...toItem(item), added: { reason, basis } }
  })
  const kept = rows.filter((row) => !left.some(({ no }) => no === row.no)).map(toItem)
  return { items: [...kept, ...added], left }
}

export const adjustments = (): Record<string, Adjustment> =>
  parseConfig(Adjustments, adjustmentsJson, 'config/catalogue/adjustments.json')

export const adjustmentOf = (region: string): Adjustment | undefined => adjustments()[region]

/** The standard catalogue is worded for 护塘村; elsewhere the same duty falls on the village of that name. */
function inTheNameOf(item: Item, village: string): Item {
  const worded = (text: string) => text.replaceAll('护塘村', village).replace('微护塘公众号', '公众号')
  return {
    ...item,
    basis: worded(item.basis),
    body: worded(item.body),
    channels: [...new Set(item.channels.map(worded))],
  }
}

/** The catalogue in force in a region; a county publishes none of its own. */
export function catalogueOf(region: { code: string; level: string; name: string }): Catalogue {
  if (region.level !== 'village' && region.level !== 'township') return { items: [], left: [] }
  const catalogue = applyAdjustments(loadCatalogue(region.level), adjustmentOf(region.code))
  if (region.level === 'township' || region.name === '护塘村') return catalogue
  return { ...catalogue, items: catalogue.items.map((item) => inTheNameOf(item, region.name)) }
}

let columns: Static<typeof SuggestedColumns> | undefined

/** The columns a table of a village's item usually has; empty where a table is not natural, and for a township. */
export function suggestedColumns(itemNo: number, level: string = 'village'): Column[] {
  if (level !== 'village') return []
  columns ??= parseConfig(SuggestedColumns, columnsJson, 'config/columns.json')
  return columns[String(itemNo)] ?? []
}

export const wechatTemplates = (): WechatTemplates =>
  parseConfig(WechatTemplates, templatesJson, 'config/templates/wechat.json')
