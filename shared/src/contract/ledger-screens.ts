import { Id, Instant, ItemNo, nullable, object, oneOf, RegionCode, route, type Static, Type } from './base'
import { RegionRef } from './domain'
import {
  LedgerBody,
  LedgerKind,
  LedgerKindLine,
  LedgerSum,
  ledgerFigures,
  ledgerSides,
  PeriodKey,
} from './ledgers'

const Sentence = Type.String({ description: 'the same as words; empty where there is nothing to say' })
const Permille = nullable(
  Type.Integer({ description: 'thousandths; null where there is nothing to divide by' }),
)

const ledgerWords = {
  kind: LedgerKind,
  name: Type.String(),
  what: Type.String({ description: 'what stands in it, in one sentence' }),
}

const access = {
  access: oneOf(['full', 'summary', 'title'], { description: 'title: nothing but titles' }),
  accessText: nullable(Type.String({ description: 'why the viewer does not see all, and what to do' })),
}

/** One period of the ledger of one body. */
export const LedgerPeriod = object({
  period: PeriodKey,
  periodName: Type.String(),
  notices: Type.Array(
    object({
      notice: Id,
      itemNo: ItemNo,
      itemName: Type.String(),
      title: Type.String(),
      publishedAt: Instant,
      correctedAt: nullable(Instant),
    }),
    { description: 'what says it; of finance one' },
  ),
  ...ledgerFigures,
  sentence: Sentence,
})

/** The same measures over the periods of the year, the oldest first: lines, bars, and the table below them. */
export const LedgerChart = object({
  measures: Type.Array(
    object({
      key: Type.String({ description: 'opening, income, expense, closing, or the key of a column' }),
      label: Type.String(),
      kind: LedgerSum.properties.kind,
    }),
  ),
  points: Type.Array(
    object({
      period: PeriodKey,
      short: Type.String({ description: '9月, 三季度: below a bar' }),
      notice: nullable(Id),
      values: Type.Array(nullable(Type.Number()), { description: 'one for each measure' }),
    }),
  ),
  sentence: Sentence,
})

export const LedgerShares = object({
  lines: Type.Array(
    object({
      ...LedgerKindLine.properties,
      permille: Permille,
    }),
  ),
  sentence: Sentence,
})

export const LedgerBudget = object({
  notice: Id,
  title: Type.String(),
  lines: Type.Array(
    object({
      name: Type.String(),
      side: oneOf(ledgerSides),
      planned: nullable(Type.Number()),
      actual: Type.Number(),
      permille: Permille,
    }),
    { description: 'the sums of income and of spending first, then each kind' },
  ),
  sentence: Sentence,
})

export const ledgerRoutes = {
  'GET /api/screens/ledgers': route({
    summary: 'The ledgers of a region: whose, and what the newest period says',
    tag: 'ledgers',
    auth: 'optional',
    shared: true,
    query: object({ region: RegionCode }),
    response: object({
      region: RegionRef,
      ledgers: Type.Array(
        object({
          ...ledgerWords,
          ...access,
          items: Type.Array(object({ no: ItemNo, name: Type.String() })),
          bodies: Type.Array(
            object({
              body: LedgerBody,
              bodyName: Type.String(),
              periods: Type.Integer({ description: 'published' }),
              newest: nullable(
                object({
                  notice: Id,
                  period: PeriodKey,
                  periodName: Type.String(),
                  publishedAt: Instant,
                  sentence: Sentence,
                }),
              ),
            }),
          ),
        }),
      ),
    }),
    errors: [404],
  }),
  'GET /api/screens/ledger': route({
    summary: 'A ledger of one body over a year: its periods, by kind, and against the budget',
    tag: 'ledgers',
    auth: 'optional',
    shared: true,
    query: object({
      region: RegionCode,
      kind: LedgerKind,
      body: Type.Optional(LedgerBody),
      year: Type.Optional(Type.Integer({ title: '年份', minimum: 1980, maximum: 2200 })),
    }),
    response: object({
      region: RegionRef,
      ...ledgerWords,
      ...access,
      body: LedgerBody,
      bodyName: Type.String(),
      bodies: Type.Array(object({ body: LedgerBody, bodyName: Type.String(), periods: Type.Integer() }), {
        description: 'to change over; never added',
      }),
      year: Type.Integer(),
      years: Type.Array(Type.Integer(), { description: 'with something published, the newest first' }),
      whole: nullable(
        object(
          { ...ledgerFigures, sentence: Sentence },
          { description: 'the periods of the year together; null where nothing is to be told' },
        ),
      ),
      periods: Type.Array(LedgerPeriod, { description: 'the newest first' }),
      byPeriod: LedgerChart,
      byKind: LedgerShares,
      budget: nullable(LedgerBudget),
    }),
    errors: [404],
  }),
}

export type LedgerPeriod = Static<typeof LedgerPeriod>
export type LedgerChart = Static<typeof LedgerChart>
export type LedgerShares = Static<typeof LedgerShares>
export type LedgerBudget = Static<typeof LedgerBudget>
