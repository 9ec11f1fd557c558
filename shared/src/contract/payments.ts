import { paymentSteps } from '../rules/payments'
import {
  Cursor,
  Id,
  IdParams,
  Instant,
  Limit,
  nullable,
  object,
  oneOf,
  Problem,
  page,
  RegionCode,
  RegionParams,
  route,
  type Static,
  Type,
} from './base'
import { PolicyDay, PolicyKey } from './policies'

const PaymentStepName = oneOf(paymentSteps, { title: '办到哪一步' })
const Batch = Type.String({
  title: '批次',
  minLength: 1,
  maxLength: 20,
  description: 'a year, or a batch of it',
})
const Fen = Type.Integer({ title: '金额', minimum: 0, maximum: 1e13 })
const CreditCode = Type.String({ title: '统一社会信用代码', minLength: 1, maxLength: 40 })
const DayOrNone = (title: string) => nullable(Type.String({ title, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }))

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

const office = { tag: 'payments', auth: 'required', errors: [403, 404] } as const

export const paymentRoutes = {
  'GET /api/payments': route({
    summary: 'How the policies of a place are paid: how many firms, and how long it took; no names',
    tag: 'payments',
    auth: 'optional',
    shared: true,
    query: object({ region: Type.Optional(RegionCode) }),
    response: object({
      items: Type.Array(object({ ...PolicyPayments.properties, title: Type.String() })),
    }),
    errors: [404],
  }),
  'GET /api/policies/:id/payments': route({
    summary: 'How many firms one policy has paid, and the days it took; fewer than three are not said',
    tag: 'payments',
    auth: 'optional',
    shared: true,
    params: IdParams,
    response: PolicyPayments,
    errors: [404],
  }),
  'GET /api/enterprises/:id/payments': route({
    summary: 'Where the money of an enterprise of mine is, what waits first',
    tag: 'payments',
    auth: 'required',
    params: IdParams,
    response: object({ items: Type.Array(OwnPayment) }),
    errors: [404],
  }),
  'GET /api/regions/:code/payments': route({
    summary: 'The payments of an office: overdue ones first, then what waits, then what is done',
    ...office,
    params: RegionParams,
    query: object({
      policy: Type.Optional(Id),
      state: Type.Optional(oneOf(['overdue', 'waiting', 'done'], { title: '状态' })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    }),
    response: object({
      ...page(PaymentLine).properties,
      counts: object({ overdue: Type.Integer(), waiting: Type.Integer(), done: Type.Integer() }),
      policies: Type.Array(object({ id: PolicyKey, title: Type.String(), paid: Type.Integer() })),
    }),
  }),
  'PUT /api/regions/:code/payments': route({
    summary:
      'Enter one payment by hand, where there is no sheet of it; again with the same words changes nothing',
    ...office,
    limit: 'write',
    params: RegionParams,
    body: object({
      policy: Id,
      creditCode: CreditCode,
      batch: Type.Optional(Batch),
      handedInOn: Type.Optional(DayOrNone('申报日期')),
      approvedOn: Type.Optional(DayOrNone('核准日期')),
      refusedOn: Type.Optional(DayOrNone('未通过日期')),
      paidOn: Type.Optional(DayOrNone('到账日期')),
      fen: Type.Optional(nullable(Fen)),
      reason: Type.Optional(nullable(Type.String({ title: '未通过原因', maxLength: 200 }))),
    }),
    response: PaymentLine,
    errors: [403, 404, 409],
  }),
  'POST /api/regions/:code/payments/import': route({
    summary:
      'Look at a sheet of payments (multipart: file; .xlsx, .xls, .csv), or take it. Rows that cannot be read are left out and named; taken again, nothing changes',
    ...office,
    limit: 'upload',
    params: RegionParams,
    query: object({
      take: Type.Optional(Type.Boolean({ title: '确认导入' })),
      sheet: Type.Optional(Type.String({ title: '工作表', maxLength: 60 })),
      policy: Type.Optional(Type.String({ title: '哪项政策', maxLength: 200 })),
    }),
    consumes: 'multipart/form-data',
    response: PaymentImport,
    errors: [403, 404, 413, 415],
  }),
  'GET /api/regions/:code/payments/template.xlsx': route({
    summary: 'An empty sheet of payments with its columns',
    ...office,
    params: RegionParams,
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    response: Type.Any(),
  }),
  'GET /api/regions/:code/payment-imports': route({
    summary: 'The imports of an office, the newest first',
    ...office,
    params: RegionParams,
    response: object({ items: Type.Array(PaymentImportLine) }),
  }),
  'POST /api/payment-imports/:id/undo': route({
    summary: 'Undo an import: its rows are as they were before; what came later stays',
    ...office,
    limit: 'write',
    params: IdParams,
    response: PaymentImportLine,
    errors: [403, 404, 409],
  }),
  'POST /api/policies/:id/payments/notice': route({
    summary: '做成公示: a draft of township item 20, 21 or 22 from what was paid, masked as the item is',
    ...office,
    limit: 'write',
    idempotent: true,
    status: 201,
    params: IdParams,
    body: object({
      item: Type.Integer({ title: '事项', minimum: 20, maximum: 22 }),
      batch: Type.Optional(Batch),
    }),
    response: object({ notice: Id, rows: Type.Integer() }),
    errors: [403, 404, 409],
  }),
}

export type PolicyPayments = Static<typeof PolicyPayments>
export type OwnPayment = Static<typeof OwnPayment>
export type PaymentLine = Static<typeof PaymentLine>
export type PaymentImport = Static<typeof PaymentImport>
export type PaymentImportLine = Static<typeof PaymentImportLine>
export type PaymentField = (typeof paymentFields)[number]
