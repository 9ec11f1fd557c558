import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Message } from '../../server/src/channels/channel'
import { emailChannel } from '../../server/src/features/push/email/email-channel'
import { type TestApp, testApp } from '../support/app'
import { aPerson, aVillage } from '../support/builders'
import { startSmtp, type TestSmtp } from '../support/smtp'
import { tokenOf } from '../support/tokens'

let smtp: TestSmtp
let t: TestApp
let token: string

beforeAll(async () => {
  smtp = await startSmtp()
  const env = {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'notice@hutang.example',
    PUBLIC_URL: 'https://hutang.example',
  }
  t = await testApp({ env })
})
beforeEach(async () => {
  await Promise.all(
    Object.values(t.deps.models).map((model) =>
      (model as { deleteMany(all: object): unknown }).deleteMany({}),
    ),
  )
  t.forget()
  smtp.arrived.splice(0)
  await aVillage(t.deps.models)
  await aPerson(t.deps.models, { id: 'wang', now: t.clock.now() })
  token = await tokenOf(t, 'wang')
  await confirm('wang@qq.com')
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})

async function confirm(address: string): Promise<void> {
  await t.ask('PUT /api/me/email', { body: { address }, token })
  const code = /\d{6}/.exec(smtp.arrived.at(-1)?.mail.text ?? '')?.[0]
  expect((await t.ask('POST /api/me/email/confirm', { body: { code }, token })).status).toBe(200)
}

const line = {
  category: '财务公开',
  title: '2026年10月财务收支',
  name: '村级财务收支',
  why: '因为您订阅了“财务公开”',
  link: 'pages/notice/index?id=n1',
  publishedAt: new Date('2026-11-20T01:00:00Z'),
}
const message: Message = {
  ...line,
  kind: 'single',
  publishedBy: '护塘村村民委员会',
  count: 1,
  lines: [line],
  region: '310116109213',
  emergency: false,
  urgent: false,
}

/** A message of the channel to wang; answers the path of its unsubscribe link. */
async function mailed(delivery = 'n1::wang'): Promise<string> {
  const channel = emailChannel(t.deps)
  const reserved = (await channel.reserve([{ delivery, person: 'wang', message }], () => null)).get(delivery)
  if (reserved?.kind !== 'reserved') throw new Error(JSON.stringify(reserved))
  expect(await channel.send(reserved.reservation, message, 0)).toEqual({ kind: 'accepted' })
  // In one piece, however long: a folded address would be another one.
  const head = smtp.arrived.at(-1)?.raw.toString('latin1') ?? ''
  const [, url = ''] = /\r\nList-Unsubscribe:\s*<(\S+?)>\r\n/.exec(head) ?? []
  expect(url).toMatch(/^https:\/\/hutang\.example\/unsubscribe\/[\w.-]{20,200}$/)
  return url.slice('https://hutang.example'.length)
}

const open = (url: string, method: 'GET' | 'HEAD' = 'GET') =>
  t.app.inject({ method, url, headers: { accept: 'text/html' } })
const post = (
  url: string,
  payload = 'List-Unsubscribe=One-Click',
  type = 'application/x-www-form-urlencoded',
) => t.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
const channels = async () => (await t.ask('GET /api/me/preferences', { token })).body.channels
const reachable = async () => (await emailChannel(t.deps).canReach(['wang'], message)).get('wang')

describe('opening the link of a mail', () => {
  it('ends nothing, however often: mail clients open every link (D22)', async () => {
    const url = await mailed()
    for (let n = 0; n < 3; n++) expect((await open(url)).statusCode).toBe(200)
    await open(url, 'HEAD')
    expect(await channels()).toContain('email')
    expect(await reachable()).toBeNull()
  })

  it('shows a page with one button, which a browser lets work, and nothing of the person', async () => {
    const { body, headers } = await open(await mailed())
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-security-policy']).toMatch(/form-action 'self'/)
    expect(body.match(/<button/g)).toHaveLength(1)
    expect(body).toMatch(/<form method="post">/)
    expect(body).not.toMatch(/<script|\son\w+=|wang|qq\.com|w\*\*\*/)
  })
})

describe('ending e-mail', () => {
  it.each([
    ['by a mail client (RFC 8058)', 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    [
      'by one that sends a multipart form',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
    ],
    ['by the button', '', 'application/x-www-form-urlencoded'],
  ])('%s', async (_how, body, type) => {
    const url = await mailed()
    const answer = await post(url, body, type)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('已经停了')
    expect(answer.body).toContain('/#/account/subscriptions/index')
    expect(answer.body).not.toMatch(/wang|qq\.com/)
    expect(await channels()).toEqual(['wechat', 'sms'])
    expect(await reachable()).toBe('emailOff')
  })

  it('holds for what was sealed before', async () => {
    await post(await mailed())
    const reserved = await emailChannel(t.deps).reserve(
      [{ delivery: 'd2', person: 'wang', message }],
      () => null,
    )
    expect(reserved.get('d2')).toEqual({ kind: 'none', why: 'emailOff' })
  })

  it('can be repeated, and leaves what the person has chosen since', async () => {
    const url = await mailed()
    expect((await post(url)).statusCode).toBe(200)
    expect((await post(url)).statusCode).toBe(200)
    const { body } = await t.ask('GET /api/me/preferences', { token })
    await t.ask('PUT /api/me/preferences', { token, body: { ...body, channels: ['email', 'wechat'] } })
    expect(await reachable()).toBeNull()
    expect((await post(url)).statusCode).toBe(200)
    expect(await channels()).toEqual(['wechat'])
  })

  it('works a year later, and for each mail', async () => {
    const first = await mailed('n1::wang')
    const second = await mailed('n2::wang')
    expect(first).not.toBe(second)
    t.clock.advance(366 * 24 * 3_600_000)
    expect((await post(first)).statusCode).toBe(200)
    await t.deps.models.Session.deleteMany({})
    token = await tokenOf(t, 'wang')
    expect(await channels()).not.toContain('email')
  })

  it('is of one person and one address: a mail to an earlier address ends nothing of the new one', async () => {
    const url = await mailed()
    await confirm('new@163.com')
    expect((await post(url)).body).toContain('已经停了')
    expect(await channels()).toContain('email')
    await post(await mailed('n2::wang'))
    expect(await channels()).not.toContain('email')
  })

  it('says the same of an address that is gone', async () => {
    const url = await mailed()
    await t.ask('DELETE /api/me/email', { token })
    expect((await open(url)).statusCode).toBe(200)
    expect((await post(url)).body).toContain('已经停了')
  })
})

describe('a link that is not ours', () => {
  it('says so in a page, and ends nothing', async () => {
    const url = await mailed()
    const { sealed } = (await t.deps.models.EmailAddress.findById('wang').lean()) ?? {}
    const forged = [
      `${url}x`,
      url.slice(0, -4),
      url.replace(/.(?=.{30}$)/, (letter) => (letter === 'a' ? 'b' : 'a')),
      '/unsubscribe/wang',
      `/unsubscribe/${sealed}`,
      `/unsubscribe/${'a'.repeat(199)}`,
      '/unsubscribe/%00%ff',
      '/unsubscribe/__proto__',
    ]
    for (const one of forged) {
      for (const answer of [await open(one), await post(one)]) {
        expect([400, 404]).toContain(answer.statusCode)
        expect(answer.body).not.toMatch(/wang@|qq\.com/)
      }
    }
    expect((await open(`${url}x`)).body).toContain('这个链接不完整')
    expect(await channels()).toContain('email')
  })

  it('a body that is too large is refused', async () => {
    expect((await post(await mailed(), 'x'.repeat(20_000))).statusCode).toBe(413)
  })
})
