import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { codePicture } from './code-picture'
import type { WechatEmulator } from './emulator'
import { strike } from './faults'
import { paths } from './quotas'
import { type EmulatorTemplate, type LogEntry, VendorError } from './types'

type Answer = Record<string, unknown>
type Fields = Record<string, unknown>
type Handler = (query: Fields, body: Fields, entry: LogEntry) => Answer | Promise<Answer>

/** The interfaces as the vendor documents them: always HTTP 200, the truth in `errcode`. */
export function vendorRoutes(app: FastifyInstance, emulator: WechatEmulator): void {
  const open = (method: 'GET' | 'POST', path: string, handler: Handler) =>
    app.route({
      method,
      url: path,
      handler: (request, reply) => serve(emulator, path, handler, request, reply),
    })

  open('GET', '/sns/jscode2session', (query) => {
    requireAccount(emulator, query)
    if (query.grant_type !== 'authorization_code') throw new VendorError(40002, 'invalid grant_type')
    const { openid, unionid } = emulator.users.login(text(query.js_code))
    return { openid, session_key: randomBytes(16).toString('base64'), ...(unionid ? { unionid } : {}) }
  })

  open('POST', '/cgi-bin/stable_token', (_query, body) => {
    if (body.grant_type !== 'client_credential') throw new VendorError(40002, 'invalid grant_type')
    requireAccount(emulator, body)
    emulator.tokens.countAsked()
    return emulator.tokens.issue(body.force_refresh === true)
  })

  open('POST', paths.send, async (query, body, entry) => {
    emulator.tokens.require(text(query.access_token))
    emulator.quotas.take('send')
    const { msgId, delivered } = await emulator.send(body)
    if (delivered) entry.delivered = msgId
    return { errcode: 0, errmsg: 'ok', msgid: msgId }
  })

  open('GET', '/wxaapi/newtmpl/gettemplate', (query) => {
    emulator.tokens.require(text(query.access_token))
    return { errcode: 0, errmsg: 'ok', data: emulator.messages.templates.map(listed) }
  })

  open('POST', paths.code, async (query, body) => {
    emulator.tokens.require(text(query.access_token))
    emulator.quotas.take('code')
    return { picture: await codePicture(body, emulator.messages.pages) }
  })

  open('POST', paths.words, (query, body) => {
    emulator.tokens.require(text(query.access_token))
    emulator.quotas.take('words')
    return emulator.words.check(body)
  })

  open('POST', paths.phone, (query, body) => {
    emulator.tokens.require(text(query.access_token))
    emulator.quotas.take('phone')
    const { phone, countryCode } = emulator.users.phone(text(body.code), text(body.openid))
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: String(countryCode) === '86' ? phone : `+${countryCode}${phone}`,
        purePhoneNumber: phone,
        countryCode,
        watermark: { appid: emulator.appid },
      },
    }
  })
}

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/getTemplateList.html */
const listed = ({ templateId, title, kind, fields }: EmulatorTemplate) => ({
  priTmplId: templateId,
  title,
  content: fields.map(({ key, name }) => `${name}:{{${key}.DATA}}\n`).join(''),
  example: fields.map(({ name }) => `${name}:${name}\n`).join(''),
  type: kind === 'long' ? 3 : 2,
})

async function serve(
  emulator: WechatEmulator,
  path: string,
  handler: Handler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const entry = emulator.record(path, request.query, request.body)
  const fault = emulator.faults.take(path)
  if (fault) entry.fault = fault.mode
  if (fault && fault.after !== 'after-effect') {
    const answer = strike(fault, reply)
    if (fault.mode === 'errcode') entry.answer = answer as Answer
    return answer
  }
  entry.answer = await answerOf(handler, request, entry)
  if (fault) return strike(fault, reply)
  const { picture } = entry.answer
  if (Buffer.isBuffer(picture)) {
    entry.answer = { bytes: picture.length }
    return reply.type('image/png').send(picture)
  }
  return reply.type('application/json; encoding=utf-8').send(write(entry.answer))
}

async function answerOf(handler: Handler, request: FastifyRequest, entry: LogEntry): Promise<Answer> {
  const body = request.method === 'GET' ? {} : request.body
  if (typeof body !== 'object' || body === null) return { errcode: 47001, errmsg: 'data format error' }
  try {
    return await handler(request.query as Fields, body as Fields, entry)
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const rid = `${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}`
    return { errcode: error.errcode, errmsg: `${error.message} rid: ${rid}` }
  }
}

/** The message id leaves as a bare number beyond 2^53, as the vendor writes it. */
function write(answer: Answer): string {
  return JSON.stringify(answer).replace(/"msgid":"(\d+)"/, '"msgid":$1')
}

function requireAccount(emulator: WechatEmulator, given: Fields): void {
  if (given.appid !== emulator.appid) throw new VendorError(40013, 'invalid appid')
  if (emulator.tokens.frozen) throw new VendorError(40243, 'AppSecret is frozen')
  if (given.secret !== emulator.secret) throw new VendorError(40125, 'invalid appsecret')
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
