import {
  Column,
  columnOvers,
  columnParts,
  columnTotals,
  type LedgerKind,
  type LedgerPlace,
  type LedgerRule,
  ledgerBodies,
  ledgerKinds,
  ledgerSides,
} from '@hutang/shared'
import Type from 'typebox'
import assetsJson from '../../../../config/ledgers/assets.json'
import debtsJson from '../../../../config/ledgers/debts.json'
import engineeringJson from '../../../../config/ledgers/engineering.json'
import financeJson from '../../../../config/ledgers/finance.json'
import landJson from '../../../../config/ledgers/land.json'
import subsidiesJson from '../../../../config/ledgers/subsidies.json'
import violationsJson from '../../../../config/ledgers/violations.json'
import { ConfigurationError, enumOf, parseConfig } from './catalogue.rules'

const strict = { additionalProperties: false } as const
const Word = Type.String({ minLength: 1, maxLength: 20 })
const Key = Column.properties.key

const LedgerColumn = Type.Object(
  {
    ...Column.properties,
    total: enumOf(columnTotals),
    required: Type.Boolean(),
    aliases: Type.Array(Word),
    part: Type.Optional(enumOf(columnParts)),
    over: Type.Optional(enumOf(columnOvers)),
  },
  strict,
)

export const LedgerConfig = Type.Object(
  {
    kind: enumOf(ledgerKinds),
    name: Word,
    what: Type.String({ minLength: 1, maxLength: 60 }),
    bodies: Type.Array(enumOf(ledgerBodies), { minItems: 1 }),
    balances: Type.Boolean(),
    items: Type.Array(
      Type.Object(
        {
          no: Type.Integer({ minimum: 1, maximum: 999 }),
          period: enumOf(['week', 'month', 'quarter', 'year']),
          role: enumOf(['period', 'budget']),
          one: Type.Boolean(),
          columns: Type.Array(LedgerColumn, { minItems: 1, maxItems: 12 }),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    rowChecks: Type.Array(
      Type.Object(
        {
          no: Type.Integer(),
          plus: Type.Array(Key, { minItems: 1 }),
          minus: Type.Array(Key),
          equals: Key,
        },
        strict,
      ),
    ),
    kindWords: Type.Array(
      Type.Object({ name: Word, side: enumOf(ledgerSides), words: Type.Array(Word) }, strict),
    ),
    shapes: Type.Array(Type.Object({ name: Word, headings: Type.Array(Word, { minItems: 2 }) }, strict)),
  },
  strict,
)

/** A ledger as its file says it; a part that names a column which is not there is a fault of the build. */
export function parseLedger(json: unknown, kind: LedgerKind): LedgerRule {
  const file = `config/ledgers/${kind}.json`
  const rule = parseConfig(LedgerConfig, json, file) as LedgerRule
  const fault = (words: string) => new ConfigurationError(`${file}: ${words}`)
  if (rule.kind !== kind) throw fault(`says that it is ${rule.kind}`)
  for (const { no, plus, minus, equals } of rule.rowChecks) {
    const item = rule.items.find((one) => one.no === no)
    if (!item) throw fault(`checks rows of item ${no}, which it does not have`)
    for (const key of [...plus, ...minus, equals])
      if (!item.columns.some((column) => column.key === key))
        throw fault(`item ${no} has no column ${key} to check`)
  }
  for (const { no, role, columns } of rule.items) {
    const has = (part: string) => columns.some((column) => column.part === part)
    const needed = rule.balances ? (role === 'budget' ? ['planned'] : ['income', 'expense']) : []
    for (const part of needed) if (!has(part)) throw fault(`item ${no} says of no column that it is ${part}`)
  }
  return rule
}

const files: Record<LedgerKind, unknown> = {
  finance: financeJson,
  subsidies: subsidiesJson,
  land: landJson,
  assets: assetsJson,
  debts: debtsJson,
  engineering: engineeringJson,
  violations: violationsJson,
}

let known: { rules: LedgerRule[]; byItem: Map<number, LedgerPlace> } | undefined

function load() {
  const rules = ledgerKinds.map((kind) => parseLedger(files[kind], kind))
  const byItem = new Map<number, LedgerPlace>()
  for (const rule of rules)
    for (const item of rule.items) {
      if (byItem.has(item.no))
        throw new ConfigurationError(`config/ledgers: item ${item.no} is in two ledgers`)
      byItem.set(item.no, { rule, item })
    }
  return { rules, byItem }
}

const all = () => {
  known ??= load()
  return known
}

/** The ledgers of a village, in the order in which they are shown. */
export const ledgerRules = (): readonly LedgerRule[] => all().rules

/** The ledger of which a notice of the item is a period; null where it is none, and outside villages. */
export const ledgerPlace = (level: string, itemNo: number): LedgerPlace | null =>
  level === 'village' ? (all().byItem.get(itemNo) ?? null) : null

export const ledgerOfKind = (kind: LedgerKind): LedgerRule => {
  const found = all().rules.find((rule) => rule.kind === kind)
  if (!found) throw new ConfigurationError(`config/ledgers: no ${kind}`)
  return found
}
