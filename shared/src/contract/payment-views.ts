import { paymentSteps } from '../rules/payments'
import { Instant, nullable, object, oneOf, Problem, type Static, Type } from './base'
import { PolicyDay } from './policy-content'
import { PolicyKey } from './policy-views'

const PaymentStepName = oneOf(paymentSteps, { title: '办到哪一步' })

/** What the public reads of the payments of one policy. */
export const PolicyPayments = object(
  {
    policy: PolicyKey,
    paid: nullable(Type.Integer({ description: 'firms that were paid; null: fewer than three' })),
    medianDays: nullable(
      Type.Integer({ description: 'working days from handing in to the money; null: not said' }),
    ),
    text: Type.String({ description: '已有6户到账，一半在29个工作日以内到账。' }),
    allowed: Type.Integer({ description: 'working days from the approval to the money' }),
    allowedText: Type.String({ description: '批准后60个工作日内打款' }),
    source: Type.String({ description: 'where the allowed days come from' }),
  },
  { title: 'PolicyPayments' },
)

const days = {
  handedInOn: nullable(PolicyDay),
  approvedOn: nullable(PolicyDay),
  refusedOn: nullable(PolicyDay),
  paidOn: nullable(PolicyDay),
}

/** One payment of an enterprise of one's own. */
export const OwnPayment = object(
  {
    id: Type.String(),
    policy: object({ id: PolicyKey, title: Type.String() }),
    batch: Type.String(),
    step: PaymentStepName,
    stepText: Type.String(),
    ...days,
    fen: nullable(Type.Integer()),
    words: Type.String({
      description: '11月10日批准20,000.00元，还没到账。按规定60个工作日内打款，今天是第12个。',
    }),
    day: nullable(
      Type.Integer({ description: 'working days since the approval; null: nothing waits, or 待定' }),
    ),
    allowed: Type.Integer({ description: 'working days from the approval to the money' }),
    dueOn: nullable(PolicyDay),
    overdue: Type.Integer({ description: 'working days beyond the last one; 0: in time' }),
    source: Type.String({ description: '镇里11月20日导入的兑现表' }),
  },
  { title: 'OwnPayment' },
)

/** A payment as the office sees it. */
export const PaymentLine = object(
  {
    ...OwnPayment.properties,
    name: Type.String({ description: 'of the enterprise' }),
    creditCode: Type.String(),
    reason: nullable(Type.String()),
    typed: Type.Boolean({ description: 'entered by hand: there was no sheet' }),
  },
  { title: 'PaymentLine' },
)

export const paymentFields = [
  'policy',
  'creditCode',
  'name',
  'batch',
  'handedInOn',
  'approvedOn',
  'refusedOn',
  'paidOn',
  'fen',
  'reason',
] as const

export const PaymentImport = object(
  {
    id: nullable(Type.String({ description: 'with it the import is undone; null: nothing was taken' })),
    taken: Type.Boolean(),
    sheet: Type.String(),
    columns: Type.Array(object({ label: Type.String(), field: nullable(oneOf(paymentFields)) })),
    rows: Type.Integer(),
    new: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
    left: Type.Integer({ description: 'rows that are left out: each is among the problems' }),
    firms: Type.Integer({ description: 'firms whose people will be told of a step' }),
    problems: Type.Array(Problem, { description: 'the first hundred' }),
    notices: Type.Array(Type.String()),
  },
  { title: 'PaymentImport' },
)

/** An import that was taken. */
export const PaymentImportLine = object(
  {
    id: Type.String(),
    at: Instant,
    by: Type.String(),
    sheet: Type.String(),
    new: Type.Integer(),
    changed: Type.Integer(),
    undoneAt: nullable(Instant),
    undone: nullable(
      object({
        back: Type.Integer({ description: 'rows that are as they were before' }),
        kept: Type.Integer({ description: 'rows that something came after: they stay' }),
      }),
    ),
    may: Type.Boolean({ description: 'it can be undone' }),
  },
  { title: 'PaymentImportLine' },
)

export type PolicyPayments = Static<typeof PolicyPayments>
export type OwnPayment = Static<typeof OwnPayment>
export type PaymentLine = Static<typeof PaymentLine>
export type PaymentImport = Static<typeof PaymentImport>
export type PaymentImportLine = Static<typeof PaymentImportLine>
export type PaymentField = (typeof paymentFields)[number]
