import { Id, IdParams, object, oneOf, RegionParams, route, type Static, Type } from './base'
import { Picture, RegionRef } from './domain'
import { EditionWork } from './editions'

export const VoucherRow = Type.String({
  title: '行的代号',
  pattern: '^[A-Za-z0-9_-]{1,40}$',
  description: 'of the row that it belongs to',
})

/** 单据公开: off until the county switches it on. */
export const VoucherSetting = object(
  {
    region: RegionRef,
    on: Type.Boolean(),
    mayChange: Type.Boolean(),
    text: Type.String({ description: 'who switches it, and what it does' }),
  },
  { title: 'VoucherSetting' },
)

/** 单据: what proves a line of the accounts, as who reads it sees it. */
export const Voucher = object(
  {
    id: Id,
    name: Type.String({ description: '发票, 收据 …' }),
    pages: Type.Array(Picture, { description: 'each with a ticket of ten minutes' }),
  },
  { title: 'Voucher' },
)

const Share = (title: string) => Type.Number({ title, minimum: 0, maximum: 1 })

/** A black box, in shares of the picture's width and height. */
export const BlackBox = object({
  x: Share('左边'),
  y: Share('上边'),
  width: Share('宽'),
  height: Share('高'),
})

const VoucherParams = object({ id: Id, voucher: Id })

export const voucherRoutes = {
  'GET /api/regions/:code/vouchers': route({
    summary: 'Whether vouchers may be shown in a place, for who works there',
    tag: 'workflow',
    auth: 'required',
    params: RegionParams,
    response: VoucherSetting,
    errors: [403, 404],
  }),
  'PUT /api/regions/:code/vouchers': route({
    summary: 'Switches vouchers on or off for the county and all below it; off hides all of them at once',
    tag: 'posts',
    auth: 'required',
    limit: 'write',
    params: RegionParams,
    body: object({ on: Type.Boolean({ title: '单据公开' }) }),
    response: VoucherSetting,
    errors: [403, 404],
  }),
  'GET /api/notices/:id/vouchers': route({
    summary: 'The vouchers of a line of a published notice, for members of its village',
    tag: 'notices',
    auth: 'required',
    params: IdParams,
    query: object({ row: VoucherRow }),
    response: object({
      notice: Id,
      title: Type.String({ description: 'of the notice' }),
      line: Type.String({ description: 'what the line says' }),
      vouchers: Type.Array(Voucher),
    }),
    errors: [403, 404],
  }),
  'POST /api/notices/:id/vouchers': route({
    summary:
      'Tie a picture or a PDF to a line of the draft (multipart: file, row, name); each page becomes a picture',
    tag: 'workflow',
    auth: 'required',
    limit: 'upload',
    params: IdParams,
    consumes: 'multipart/form-data',
    status: 201,
    response: EditionWork,
    errors: [403, 404, 409, 413, 415],
  }),
  'POST /api/notices/:id/vouchers/:voucher/boxes': route({
    summary: 'Black out parts of a page: what is below is gone from the stored picture; the tick is void',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: VoucherParams,
    body: object({
      page: Id,
      boxes: Type.Array(BlackBox, { title: '黑块', minItems: 1, maxItems: 40 }),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'POST /api/notices/:id/vouchers/:voucher/masked': route({
    summary: 'Tick that it is masked (已遮住): of exactly these pages, by whom and when is recorded',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: VoucherParams,
    body: object({
      pages: Type.Array(Id, { title: '看过的页', minItems: 1, maxItems: 20 }),
      masked: oneOf(['yes', 'no'], { title: '已遮住' }),
    }),
    response: EditionWork,
    errors: [403, 404, 409],
  }),
  'DELETE /api/notices/:id/vouchers/:voucher': route({
    summary: 'Take a voucher out of the draft',
    tag: 'workflow',
    auth: 'required',
    limit: 'write',
    params: VoucherParams,
    response: EditionWork,
    errors: [403, 404, 409],
  }),
}

export type Voucher = Static<typeof Voucher>
export type VoucherSetting = Static<typeof VoucherSetting>
export type BlackBox = Static<typeof BlackBox>
