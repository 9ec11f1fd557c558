import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { aliyunReceipts, type ReadReceipts, tencentReceipts } from '../../../channels/sms'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { hashPhone } from '../../residents'
import { receiptCame } from '../delivery/receipts'
import { smsChannel } from './sms-channel'
import type { VendorName } from './vendors'

const bodyLimit = 512 * 1024

/** The addresses the vendors push receipts to. In a scope of its own: it takes bodies as they come. */
export async function smsReceiptRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, body, done) => done(null, body))
  const { receiptsKey } = deps.config.sms
  // The vendors sign nothing: a secret in the address is all there is.
  app.addHook('onRequest', async (request, reply) => {
    const { key } = request.query as { key?: unknown }
    if (receiptsKey !== '' && typeof key === 'string' && isSame(key, receiptsKey)) return
    app.countCall('badlySigned', request, reply)
    throw new AppError('forbidden')
  })
  // Without a body no parser is asked, and the schema would answer in our own words.
  app.addHook('preValidation', async (request) => {
    request.body ??= ''
  })
  const on = serve(app)
  on('POST /api/sms/tencent/receipts', async ({ body }, reply) =>
    (await taken(deps, 'tencent', tencentReceipts, body))
      ? { result: 0, errmsg: 'OK' }
      : refuse(reply, { result: 1, errmsg: 'not an array of receipts' }),
  )
  on('POST /api/sms/aliyun/receipts', async ({ body }, reply) =>
    (await taken(deps, 'aliyun', aliyunReceipts, body))
      ? { code: 0, msg: '接收成功' }
      : refuse(reply, { code: 1, msg: 'not an array of receipts' }),
  )
}

/** Of the same length first: what is compared are hashes. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b))
const sha256 = (text: string) => createHash('sha256').update(text).digest()

/** In the vendor's own form, which is none of the contract's errors. */
const refuse = (reply: FastifyReply, answer: object): FastifyReply =>
  reply.code(400).type('application/json; charset=utf-8').send(JSON.stringify(answer))

/** Repeatable: the vendor pushes until it reads that they were taken. An empty push, as of a console that tries the address, is taken. */
async function taken(deps: Deps, vendor: VendorName, read: ReadReceipts, body: string): Promise<boolean> {
  if (body.trim() === '') return true
  const receipts = read(parsed(body))
  if (!receipts) return false
  const receiving = { deps, channel: smsChannel(deps) }
  for (const { id, phone, context: template, delivered, status } of receipts) {
    const address = hashPhone(phone, deps.config.secrets.hashKey)
    await receiptCame(receiving, { key: `${vendor}:${id}`, address, template, delivered, status })
  }
  return true
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
