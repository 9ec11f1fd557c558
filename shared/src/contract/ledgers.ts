import { Id, nullable, object, oneOf, type Static, Type } from './base'

export const ledgerKinds = [
  'finance',
  'subsidies',
  'land',
  'assets',
  'debts',
  'engineering',
  'violations',
] as const
/** 主体: 村民委员会, 经济合作社. What the two have and spend is never added. */
export const ledgerBodies = ['committee', 'cooperative'] as const
export const ledgerSides = ['income', 'expense'] as const

export const LedgerKind = oneOf(ledgerKinds, { title: '台账' })
export const LedgerBody = oneOf(ledgerBodies, { title: '主体' })
export const PeriodKey = Type.String({
  title: '期别',
  maxLength: 10,
  pattern: '^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$',
  description: '`2026`, `2026-Q3`, `2026-09`, a week by its Monday',
})

const mostFen = 1e13
const Fen = (title: string) =>
  nullable(Type.Integer({ title, minimum: -mostFen, maximum: mostFen, description: 'fen' }))

/** Which period of which body's ledger a notice is. Part of the content, hashed as `ledger`. */
export const LedgerPart = object(
  {
    body: LedgerBody,
    period: PeriodKey,
    opening: Fen('期初余额'),
    closing: Fen('期末余额'),
  },
  {
    title: 'LedgerPart',
    description: 'opening and closing only where the ledger balances (finance), else null',
  },
)

/** In the unit of its column: money in fen, area in hundredths of a 亩. */
const Value = nullable(Type.Number())

export const LedgerSum = object({
  key: Type.String({ description: 'of the column' }),
  label: Type.String({ description: 'of the column, with its unit' }),
  kind: oneOf(['integer', 'number', 'area', 'money']),
  value: Value,
})

/** What rows of one kind come to: 办公费, 救助类型 … */
export const LedgerKindLine = object({
  name: Type.String(),
  side: nullable(oneOf(ledgerSides)),
  value: Type.Number(),
  unit: LedgerSum.properties.kind,
  rows: Type.Integer({ description: 'rows behind it' }),
})

/** What one period, or several, come to; only what this viewer may know. */
export const ledgerFigures = {
  opening: Value,
  income: Value,
  expense: Value,
  closing: Value,
  sums: Type.Array(LedgerSum, { description: 'of the columns that are added; empty for finance' }),
  kinds: Type.Array(LedgerKindLine, {
    description: 'the greatest first, income before spending; empty where the viewer sees only own rows',
  }),
}

const ledgerOf = {
  kind: LedgerKind,
  name: Type.String({ description: '财务收支, 补贴救助 …' }),
  body: LedgerBody,
  bodyName: Type.String({ description: '护塘村村民委员会' }),
}

/** The period that a notice is, beside the one before it. */
export const LedgerView = object(
  {
    ...ledgerOf,
    budget: Type.Boolean({ description: 'it is the budget of a year, not what came in and went out' }),
    period: PeriodKey,
    periodName: Type.String({ description: '2026年10月' }),
    ...ledgerFigures,
    sentence: Type.String({ description: 'what it comes to, as a clerk says it' }),
    last: nullable(
      object(
        {
          notice: Id,
          title: Type.String(),
          period: PeriodKey,
          periodName: Type.String(),
          ...ledgerFigures,
        },
        { description: 'the nearest period before it of the same ledger, item and body' },
      ),
    ),
    differences: Type.Array(Type.String({ description: '支出比9月少 8,000.00 元。' })),
  },
  { title: 'LedgerView' },
)

/** What helps the writer of a period. */
export const LedgerHelp = object({
  kind: LedgerKind,
  name: Type.String(),
  balances: Type.Boolean({
    description: 'opening and closing are asked for, and opening + income − expense must be closing',
  }),
  aliases: Type.Array(object({ key: Type.String(), aliases: Type.Array(Type.String()) }), {
    description: 'other headings of the usual columns, for the reader of tables',
  }),
  kindWords: Type.Array(
    object({ name: Type.String(), side: oneOf(ledgerSides), words: Type.Array(Type.String()) }),
    { description: 'kinds that are proposed by the words of the summary; without words: any other' },
  ),
  bodies: Type.Array(
    object({
      body: LedgerBody,
      bodyName: Type.String(),
      last: nullable(
        object({
          notice: Id,
          period: PeriodKey,
          periodName: Type.String(),
          closing: Value,
        }),
      ),
      proposal: LedgerPart,
    }),
    { description: 'whose ledger it may be, the usual one first, with what is filled in for it' },
  ),
  periods: Type.Array(
    object({
      period: PeriodKey,
      periodName: Type.String(),
      taken: Type.Array(LedgerBody, { description: 'whose period is published already' }),
    }),
    { description: 'those that may be chosen, the newest first' },
  ),
})

export type LedgerKind = Static<typeof LedgerKind>
export type LedgerBody = Static<typeof LedgerBody>
export type LedgerSide = (typeof ledgerSides)[number]
export type LedgerPart = Static<typeof LedgerPart>
export type LedgerSum = Static<typeof LedgerSum>
export type LedgerKindLine = Static<typeof LedgerKindLine>
export type LedgerView = Static<typeof LedgerView>
export type LedgerHelp = Static<typeof LedgerHelp>
export type LedgerFigures = Pick<LedgerView, keyof typeof ledgerFigures>
