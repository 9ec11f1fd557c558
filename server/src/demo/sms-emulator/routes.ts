import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Asked, SmsEmulator } from './emulator'
import { checkAliyun, checkTencent, type Raw } from './signatures'
import { type SmsFault, SmsRefusal, type SmsVendorName } from './types'

/** Which vendor is meant stands in the headers: both have one address and one path. */
export function vendorRoutes(app: FastifyInstance, emulator: SmsEmulator): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/', (request, reply) => {
    const raw = rawOf(request)
    const vendor = raw.headers['x-tc-action'] ? 'tencent' : 'aliyun'
    return serve(emulator, vendor, raw, reply)
  })
}

function rawOf(request: FastifyRequest): Raw {
  const [path = '', query = ''] = request.url.split('?')
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
  return { method: 'POST', path, query, headers, body: (request.body as string | undefined) ?? '' }
}

async function serve(
  emulator: SmsEmulator,
  vendor: SmsVendorName,
  raw: Raw,
  reply: FastifyReply,
): Promise<unknown> {
  const asked = vendor === 'tencent' ? askedOfTencent(raw) : askedOfAliyun(raw)
  const entry = emulator.record(asked)
  const fault = emulator.takeFault(vendor)
  if (fault) entry.fault = fault.mode
  if (fault && fault.mode !== 'code' && fault.mode !== 'slow' && fault.after !== 'after-effect')
    return strike(fault, reply)
  if (fault?.mode === 'slow') await delay(fault.ms ?? 100)
  try {
    if (fault?.mode === 'code') throw new SmsRefusal(fault.code ?? 'unknown')
    const account = emulator.accounts[vendor]
    if (!account) throw new SmsRefusal('AuthFailure.SecretIdNotFound')
    if (vendor === 'tencent') checkTencent(raw, account, emulator.now())
    else checkAliyun(raw, account, emulator.now(), emulator.nonces)
    if (vendor === 'tencent' && appIdOf(raw) !== account.appId)
      throw new SmsRefusal('InvalidParameterValue.SdkAppIdNotExist')
    const message = emulator.accept(asked, account)
    entry.delivered = message.id
    entry.code = 'OK'
    const receipt = emulator.report(message)
    if (emulator.receipts.early) await receipt
    if (fault?.after === 'after-effect') return strike(fault, reply)
    return reply.send(vendor === 'tencent' ? tencentYes(message) : aliyunYes(message.id))
  } catch (error) {
    if (!(error instanceof SmsRefusal)) throw error
    entry.code = error.code
    if (vendor === 'tencent') return reply.send(tencentNo(error, asked.phone))
    return reply.status(error.code.startsWith('isv.') ? 200 : 400).send(aliyunNo(error))
  }
}

function strike({ mode }: SmsFault, reply: FastifyReply): FastifyReply {
  if (mode === 'http500') return reply.status(500).type('text/html').send('<h1>500</h1>')
  reply.hijack()
  // Until the caller gives up: nothing more is said.
  if (mode === 'reset') reply.raw.socket?.destroy()
  return reply
}

type Fields = Record<string, unknown>
const parsed = (text: string): Fields => {
  try {
    return JSON.parse(text) as Fields
  } catch {
    return {}
  }
}
const appIdOf = (raw: Raw) => parsed(raw.body).SmsSdkAppId

function askedOfTencent(raw: Raw): Asked {
  const body = parsed(raw.body)
  const values = (body.TemplateParamSet as string[] | undefined) ?? []
  const [phone = ''] = (body.PhoneNumberSet as string[] | undefined) ?? []
  return {
    vendor: 'tencent',
    phone: phone.replace(/^\+86/, ''),
    sign: String(body.SignName),
    template: String(body.TemplateId),
    variables: Object.fromEntries(values.map((value, n) => [String(n + 1), value])),
    context: String(body.SessionContext ?? ''),
  }
}

function askedOfAliyun({ query }: Raw): Asked {
  const fields = new URLSearchParams(query)
  return {
    vendor: 'aliyun',
    phone: fields.get('PhoneNumbers') ?? '',
    sign: fields.get('SignName') ?? '',
    template: fields.get('TemplateCode') ?? '',
    variables: parsed(fields.get('TemplateParam') ?? '{}') as Record<string, string>,
    context: fields.get('OutId') ?? '',
  }
}

const tencentYes = ({ id, phone, context }: { id: string; phone: string; context: string }) => ({
  Response: {
    SendStatusSet: [
      {
        ...{ SerialNo: id, PhoneNumber: `+86${phone}`, Fee: 1, SessionContext: context },
        ...{ Code: 'Ok', Message: 'send success', IsoCode: 'CN' },
      },
    ],
    RequestId: randomUUID(),
  },
})

/** Of the whole request, or of the one number in it. */
function tencentNo({ code, message }: SmsRefusal, phone: string): object {
  const isOfNumber = /^(FailedOperation|LimitExceeded|InvalidParameterValue\.(Incorrect|Template))/.test(code)
  const status = {
    ...{ SerialNo: '', PhoneNumber: `+86${phone}`, Fee: 0, SessionContext: '' },
    ...{ Code: code, Message: message, IsoCode: '' },
  }
  return {
    Response: isOfNumber
      ? { SendStatusSet: [status], RequestId: randomUUID() }
      : { Error: { Code: code, Message: message }, RequestId: randomUUID() },
  }
}

const aliyunYes = (id: string) => ({ Code: 'OK', Message: 'OK', BizId: id, RequestId: randomUUID() })
const aliyunNo = ({ code, message }: SmsRefusal) => ({
  Code: code,
  Message: message,
  RequestId: randomUUID(),
})
