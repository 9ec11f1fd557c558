import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:net'
import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Mail, Mailer } from '../../../server/src/channels/email'
import type { EmailConfig } from '../../../server/src/config-email'
import { signedHeadersOf } from '../../support/dkim'
import { type SmtpFault, startSmtp, type TestSmtp } from '../../support/smtp'

const patience = { connectMs: 500, silenceMs: 400, queueMs: 2000 }
const settings = {
  from: '护塘村村务公开 <notice@hutang.example>',
  replyTo: 'office@hutang.example',
  rate: 0,
  dkim: null,
}
const unsubscribe = 'https://hutang.example/unsubscribe/abc.def'
const mail: Mail = {
  to: 'reader@post.example',
  at: new Date('2026-11-20T02:00:00Z'),
  messageId: 'delivery-1',
  unsubscribe,
  subject: '2026年三季度土地经营权流转情况（含第十五组至第二十一组全部地块）已经公开',
  text: '正文第一行\n.开头是点\n',
  html: '<p>正文</p>',
}

let smtp: TestSmtp
const open: Mailer[] = []
const mailer = (more: Partial<EmailConfig> = {}): Mailer => {
  const made = new Mailer({ ...settings, url: smtp.url, ...more }, patience)
  open.push(made)
  return made
}

beforeEach(async () => {
  smtp = await startSmtp()
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await smtp.close()
})

const only = () => {
  expect(smtp.arrived).toHaveLength(1)
  return smtp.arrived[0] as (typeof smtp.arrived)[number]
}

describe('a mail', () => {
  it('comes as it was written, in both parts, with who it is from and whom to answer', async () => {
    expect(await mailer().send(mail, 0)).toEqual({ kind: 'accepted' })
    const { to, mail: read } = only()
    expect(to).toEqual(['reader@post.example'])
    expect(read.subject).toBe(mail.subject)
    expect(read.text).toBe(mail.text)
    expect(read.html).toContain('<p>正文</p>')
    expect(read.from?.value).toEqual([{ name: '护塘村村务公开', address: 'notice@hutang.example' }])
    expect(read.replyTo?.value).toMatchObject([{ address: 'office@hutang.example' }])
    expect(read.date).toEqual(mail.at)
    expect(read.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('can be ended by one POST (RFC 8058)', async () => {
    await mailer().send(mail, 0)
    const { raw } = only()
    const head = raw.toString('latin1').replace(/\r\n[ \t]+/g, ' ')
    expect(head).toContain(`\r\nList-Unsubscribe: <${unsubscribe}>\r\n`)
    expect(head).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  })

  it('without anything to end, as a code, says nothing of ending', async () => {
    await mailer().send({ ...mail, unsubscribe: undefined }, 0)
    expect(only().raw.toString('latin1')).not.toMatch(/list-unsubscribe/i)
  })

  it('has the same id at every try, and another message another one', async () => {
    const one = mailer()
    await one.send(mail, 0)
    await one.send(mail, 1)
    await one.send({ ...mail, messageId: 'delivery-2' }, 0)
    const ids = smtp.arrived.map(({ mail: read }) => read.messageId)
    expect(ids[0]).toBe('<delivery-1@hutang.example>')
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('is signed, and the signature covers both headers of ending', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    await mailer({ dkim: { domain: 'hutang.example', selector: 's1', key } }).send(mail, 0)
    const { raw } = only()
    const covered = signedHeadersOf(raw, publicKey)
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'from', 'subject', 'message-id'])
      expect(covered).toContain(name)
    const forged = Buffer.from(raw.toString('latin1').replace('abc.def', 'abc.dee'), 'latin1')
    expect(() => signedHeadersOf(forged, publicKey)).toThrow('a forged signature')
  })

  it('cannot be given a header by what is written in it', async () => {
    await mailer().send({ ...mail, subject: '标题\r\nBcc: thief@evil.example', to: 'reader@post.example' }, 0)
    const { to, mail: read } = only()
    expect(to).toEqual(['reader@post.example'])
    expect(read.bcc).toBeUndefined()
  })
})

const at = (step: 'connect' | 'from' | 'to' | 'data', answer: string): SmtpFault => ({ at: step, answer })

describe('the answer of the mail server', () => {
  it.each([
    ['421 at the greeting', at('connect', '421 4.3.2 shutting down'), '421', 'later', 'refused'],
    ['451 for the receiver (greylisting)', at('to', '451 4.7.1 try later'), '451', 'later', 'refused'],
    ['452 after the message', at('data', '452 4.2.2 over quota'), '452', 'later', 'refused'],
    ['550 for the receiver', at('to', '550 5.1.1 no such user'), '550', 'never', 'addressGone'],
    ['550 without more', at('to', '550 no such user here'), '550', 'never', 'addressGone'],
    ['550 by a rule of the receiver', at('to', '550 5.7.1 blocked'), '550', 'never', 'refused'],
    ['552, a full mailbox', at('to', '552 5.2.2 mailbox full'), '552', 'never', 'refused'],
    ['554 for what is written', at('data', '554 5.7.1 spam'), '554', 'never', 'refused'],
    ['553 for the sender', at('from', '553 5.7.1 not your address'), '553', 'never', 'channelBroken'],
  ] as const)('%s', async (_what, fault, code, retry, effect) => {
    smtp.fault = fault
    const outcome = await mailer().send(mail, 0)
    expect(outcome).toMatchObject({ kind: 'refused', code, retry, effect })
    if (retry === 'later') expect(outcome).toMatchObject({ retryAfterMs: 60_000 })
    expect(smtp.arrived).toHaveLength(0)
  })

  it('is tried again with longer waits, and then no more', async () => {
    smtp.fault = at('to', '451 4.7.1 try later')
    const waits: unknown[] = []
    for (const tries of [0, 1, 2, 3, 4]) {
      const outcome = await mailer().send(mail, tries)
      waits.push(outcome.kind === 'refused' && (outcome.retryAfterMs ?? outcome.retry))
    }
    expect(waits).toEqual([60_000, 300_000, 900_000, 3_600_000, 'never'])
  })

  it('says nothing of the address in the log', async () => {
    smtp.fault = at('to', '550 5.1.1 <reader@post.example>: unknown')
    const outcome = await mailer().send(mail, 0)
    expect(JSON.stringify(outcome)).not.toContain('reader@post')
  })

  it('a wrong password stops the channel', async () => {
    await smtp.close()
    smtp = await startSmtp({ password: 'right' })
    const url = (password: string) => smtp.url.replace('//', `//office:${password}@`)
    expect(await mailer({ url: url('wrong') }).send(mail, 0)).toMatchObject({ effect: 'channelBroken' })
    expect(await mailer({ url: url('right') }).send(mail, 0)).toEqual({ kind: 'accepted' })
  })

  it('a password goes to no server of elsewhere without TLS', async () => {
    await smtp.close()
    smtp = await startSmtp({ host: '0.0.0.0' })
    // This machine by its name, which is no loopback.
    const url = `smtp://office:secret@${hostname()}:${smtp.port}`
    expect(await mailer({ url }).send(mail, 0)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('certificate'),
    })
    expect(smtp.arrived).toHaveLength(0)
  })
})

describe('no answer', () => {
  it('where no connection was made is a certain no', async () => {
    await smtp.close()
    const outcome = await mailer().send(mail, 0)
    expect(outcome).toMatchObject({ kind: 'refused', code: 'noConnection', retry: 'later' })
    smtp = await startSmtp()
  })

  it('at the greeting, or before the message, is a certain no', async () => {
    const dumb = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((done) => dumb.listen(0, '127.0.0.1', done))
    const { port } = dumb.address() as { port: number }
    const outcome = await mailer({ url: `smtp://127.0.0.1:${port}` }).send(mail, 0)
    expect(outcome).toMatchObject({ kind: 'refused', code: 'noConnection', retry: 'later' })
    await new Promise((done) => dumb.close(done))
    smtp.fault = 'silentAtFrom'
    expect(await mailer().send(mail, 0)).toMatchObject({ kind: 'refused', retry: 'later' })
  })

  it.each(['closedAfterData', 'silentAfterData'] as const)('%s: the message may have come', async (fault) => {
    smtp.fault = fault
    expect(await mailer().send(mail, 0)).toMatchObject({ kind: 'unknown' })
    expect(smtp.arrived).toHaveLength(1)
  })
})

describe('connections', () => {
  it('are few and used again, for many mails at once', async () => {
    const one = mailer()
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => one.send({ ...mail, messageId: `d${n}` }, 0)),
    )
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true)
    expect(new Set(smtp.arrived.map(({ mail: read }) => read.messageId)).size).toBe(60)
    expect(smtp.arrived).toHaveLength(60)
    expect(smtp.mostAtOnce).toBeLessThanOrEqual(5)
    expect(smtp.connections).toBeLessThanOrEqual(5)
  })

  it('on which the server hung up meanwhile are made anew, without a second mail', async () => {
    const one = mailer()
    await one.send(mail, 0)
    smtp.hangUp()
    expect(await one.send({ ...mail, messageId: 'd2' }, 0)).toEqual({ kind: 'accepted' })
    expect(smtp.arrived).toHaveLength(2)
  })

  it('a refusal of one mail costs no other its place', async () => {
    const one = mailer()
    smtp.fault = at('to', '550 5.1.1 no')
    await Promise.all(Array.from({ length: 12 }, (_, n) => one.send({ ...mail, messageId: `d${n}` }, 0)))
    smtp.fault = null
    expect(await one.send(mail, 0)).toEqual({ kind: 'accepted' })
  })

  it('that do not become free are a certain no', async () => {
    await smtp.close()
    smtp = await startSmtp({ takesMs: 300 })
    const hasty = new Mailer({ ...settings, url: smtp.url }, { ...patience, silenceMs: 5000, queueMs: 100 })
    open.push(hasty)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => hasty.send({ ...mail, messageId: `d${n}` }, 0)),
    )
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(5)
    expect(outcomes.filter((one) => one.kind === 'refused' && one.retry === 'later')).toHaveLength(3)
    expect(smtp.arrived).toHaveLength(5)
  })
})
