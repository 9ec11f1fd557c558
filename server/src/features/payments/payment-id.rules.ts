import { createHash } from 'node:crypto'

const plain = /^[A-Za-z0-9._-]{1,20}$/
const digits = 12

/** One payment of one enterprise from one policy in one batch. A batch in words is named by its hash. */
export const paymentId = (policy: string, creditCode: string, batch: string): string =>
  `${policy}:${creditCode}:${plain.test(batch) ? batch : createHash('sha256').update(batch).digest('hex').slice(0, digits)}`
