import { objectOf, textOf } from './http'

/** What a carrier said in the end of one message. */
export interface SmsReceipt {
  /** The vendor's id of the message. */
  id: string
  phone: string
  /** What was given with the message. */
  context: string
  delivered: boolean
  status: string
}

/** Null: not what the vendor documents. */
export type ReadReceipts = (body: unknown) => SmsReceipt[] | null

/** https://cloud.tencent.com/document/product/382/59178 */
export const tencentReceipts: ReadReceipts = (body) =>
  readAll(body, (one) => ({
    id: textOf(one.sid),
    phone: textOf(one.mobile),
    context: textOf(one.ext),
    delivered: one.report_status === 'SUCCESS',
    status: textOf(one.errmsg),
  }))

/** SmsReport by HTTP: https://help.aliyun.com/zh/sms/developer-reference/configure-delivery-receipts-1 */
export const aliyunReceipts: ReadReceipts = (body) =>
  readAll(body, (one) => ({
    id: textOf(one.biz_id),
    phone: textOf(one.phone_number),
    context: textOf(one.out_id),
    delivered: one.success === true || one.success === 'true',
    status: textOf(one.err_code),
  }))

/** More than a vendor puts into one push. */
const mostInOne = 1000

function readAll(body: unknown, read: (one: Record<string, unknown>) => SmsReceipt): SmsReceipt[] | null {
  if (!Array.isArray(body) || body.length > mostInOne) return null
  const receipts = body.map((one) => read(objectOf(one) ?? {}))
  return receipts.every(({ id, phone }) => id !== '' && phone !== '') ? receipts : null
}
