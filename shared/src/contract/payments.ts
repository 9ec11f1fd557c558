import {
  Cursor,
  Id,
  IdParams,
  ItemNo,
  Limit,
  nullable,
  object,
  oneOf,
  page,
  RegionCode,
  RegionParams,
  route,
  Type,
} from './base'
import { OwnPayment, PaymentImport, PaymentImportLine, PaymentLine, PolicyPayments } from './payment-views'
import { PolicyKey } from './policy-views'

export * from './payment-views'

const Batch = Type.String({
  title: '批次',
  minLength: 1,
  maxLength: 20,
  description: 'a year, or a batch of it',
})
const Fen = Type.Integer({ title: '金额', minimum: 0, maximum: 1e13 })
const CreditCode = Type.String({ title: '统一社会信用代码', minLength: 1, maxLength: 40 })
const DayOrNone = (title: string) => nullable(Type.String({ title, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }))

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
      item: ItemNo,
      batch: Type.Optional(Batch),
    }),
    response: object({ notice: Id, rows: Type.Integer() }),
    errors: [403, 404, 409],
  }),
}
