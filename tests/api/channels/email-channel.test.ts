import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Channel, Message, MessageLine, Reservation } from '../../../server/src/channels/channel'
import { emailChannel } from '../../../server/src/features/push/email/email-channel'
import { hashEmail, sealEmail } from '../../../server/src/features/push/email/sealing'
import { type TestApp, testApp } from '../../support/app'
import { commandCounter } from '../../support/commands'
import { startSmtp, type TestSmtp } from '../../support/smtp'

let smtp: TestSmtp
let t: TestApp
let channel: Channel
let count: ReturnType<typeof commandCounter>

beforeAll(async () => {
  smtp = await startSmtp()
  const env = {
    SMTP_URL: smtp.url,
    MAIL_FROM: '护塘村村务公开 <notice@hutang.example>',
    MAIL_REPLY_TO: 'office@hutang.example',
    PUBLIC_URL: 'https://hutang.example',
    SMTP_RATE: '30',
  }
  t = await testApp({ env, monitorCommands: true })
  count = commandCounter(t.deps.db)
  channel = emailChannel(t.deps)
})
beforeEach(async () => {
  await t.deps.models.EmailAddress.deleteMany({})
  await t.deps.models.Preference.deleteMany({})
  smtp.arrived.splice(0)
  smtp.fault = null
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})

async function anAddress(person: string, address = `${person}@post.example`, goneAt: Date | null = null) {
  await t.deps.models.EmailAddress.create({
    _id: person,
    sealed: sealEmail(t.deps.config, address),
    hash: hashEmail(t.deps.config, address),
    confirmedAt: t.clock.now(),
    goneAt,
  })
}

const line = (n: number, more: Partial<MessageLine> = {}): MessageLine => ({
  category: '财务公开',
  title: `第${n}条公开`,
  name: '村级财务收支',
  why: '因为您订阅了“财务公开”',
  link: `pages/notice/index?id=n${n}`,
  publishedAt: new Date('2026-11-19T17:00:00Z'),
  ...more,
})
function aMessage(kind: Message['kind'], lines: MessageLine[], more: Partial<Message> = {}): Message {
  const [first = line(0)] = lines
  const link = kind === 'single' ? first.link : 'account/inbox/index'
  const { title, name, publishedAt } = first
  const about = { publishedBy: '护塘村村民委员会', region: '310116109213', emergency: false, urgent: false }
  return { kind, title, name, publishedAt, link, count: lines.length, lines, ...about, ...more }
}
const single = aMessage('single', [line(1)])

async function reserve(person: string, delivery = `n1::${person}`): Promise<Reservation> {
  const reserved = (await channel.reserve([{ delivery, person, message: single }], () => null)).get(delivery)
  if (reserved?.kind !== 'reserved') throw new Error(JSON.stringify(reserved))
  return reserved.reservation
}
async function mailed(message: Message) {
  await anAddress('wang')
  expect(await channel.send(await reserve('wang'), message, 0)).toEqual({ kind: 'accepted' })
  const read = smtp.arrived[0]?.mail
  if (!read) throw new Error('nothing came')
  return { subject: read.subject ?? '', text: read.text ?? '', html: String(read.html), read }
}

describe('who is reached by e-mail', () => {
  const ask = async () => [...(await channel.canReach(['a', 'b', 'c', 'd', 'e'], single))]

  it('who has confirmed an address and has not ended it', async () => {
    await anAddress('a')
    await anAddress('b', 'b@post.example', t.clock.now())
    await anAddress('c')
    await t.deps.models.Preference.create({ _id: 'c', channels: ['wechat'] })
    await anAddress('e')
    await t.deps.models.Preference.create({ _id: 'e', channels: ['email'] })
    expect(await ask()).toEqual([
      ['a', null],
      ['b', 'addressGone'],
      ['c', 'emailOff'],
      ['d', 'noAddress'],
      ['e', null],
    ])
  })

  it('nobody where there is no mail server', async () => {
    const bare = await testApp()
    const none = emailChannel(bare.deps)
    const reserved = await none.reserve([{ delivery: 'd', person: 'a', message: single }], () => null)
    expect(reserved.get('d')).toEqual({ kind: 'none', why: 'emailOff' })
    expect([...(await none.canReach(['a'], single))]).toEqual([['a', 'emailOff']])
    expect(await none.send({ address: 'a:hash', template: 't' }, single, 3)).toMatchObject({
      kind: 'refused',
      retry: 'never',
    })
    await bare.close()
  })

  it('is found for two hundred at once in two commands, and the same again for the same', async () => {
    const people = Array.from({ length: 200 }, (_, n) => `p${n}`)
    await Promise.all(people.map((person) => anAddress(person)))
    const requests = people.map((person) => ({ delivery: `n1::${person}`, person, message: single }))
    const { answer, commands } = await count(() => channel.reserve(requests, () => null))
    expect(commands.sort()).toEqual(['find emailaddresses', 'find preferences'])
    expect([...answer.values()].every(({ kind }) => kind === 'reserved')).toBe(true)
    expect(await channel.reserve(requests, () => null)).toEqual(answer)
  })

  it('the ledger gets no address to read', async () => {
    await anAddress('wang', 'wang.xiaoming@post.example')
    const reservation = await reserve('wang')
    expect(JSON.stringify(reservation)).not.toMatch(/xiaoming|post\.example/)
    expect(reservation).toMatchObject({ provider: 'email', fen: 0, grant: '' })
  })

  it('the rate is that of the settings', () => {
    expect(channel.limits).toEqual({ email: { rate: { calls: 30, windowMs: 60_000 } } })
  })
})

describe('what the outcome means', () => {
  const ended = (reservation: Reservation, startedAt = t.clock.now()) => ({
    ...reservation,
    delivery: 'd',
    effect: 'addressGone' as const,
    startedAt,
  })

  it('an address that is nobody’s is not written to again, until it is confirmed anew', async () => {
    await anAddress('wang')
    const reservation = await reserve('wang')
    smtp.fault = { at: 'to', answer: '550 5.1.1 no such user' }
    expect(await channel.send(reservation, single, 0)).toMatchObject({ effect: 'addressGone' })
    await channel.finish([ended(reservation)])
    await channel.finish([ended(reservation)])
    expect((await channel.canReach(['wang'], single)).get('wang')).toBe('addressGone')
  })

  it('an old refusal says nothing of a newer address, nor of one confirmed since', async () => {
    await anAddress('wang')
    const reservation = await reserve('wang')
    await channel.finish([ended(reservation, new Date(t.clock.now().getTime() - 1))])
    expect((await channel.canReach(['wang'], single)).get('wang')).toBeNull()
    await t.deps.models.EmailAddress.deleteMany({})
    await anAddress('wang', 'other@post.example')
    await channel.finish([ended(reservation)])
    expect((await channel.canReach(['wang'], single)).get('wang')).toBeNull()
  })

  it('what was set aside for an address that is another one by now is not sent', async () => {
    await anAddress('wang')
    const reservation = await reserve('wang')
    await t.deps.models.EmailAddress.deleteMany({})
    await anAddress('wang', 'other@post.example')
    expect(await channel.send(reservation, single, 1)).toMatchObject({ kind: 'refused', retry: 'never' })
    expect(smtp.arrived).toHaveLength(0)
  })

  it('every try of a delivery is the same message, and another delivery another one', async () => {
    await anAddress('wang')
    await channel.send(await reserve('wang'), single, 0)
    await channel.send(await reserve('wang'), single, 1)
    await channel.send(await reserve('wang', 'n2::wang'), single, 0)
    const [one, two, three] = smtp.arrived.map(({ mail }) => mail.messageId)
    expect(one).toMatch(/^<[0-9a-f]{32}@hutang\.example>$/)
    expect(two).toBe(one)
    expect(three).not.toBe(one)
  })
})

const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url)
const pageOf = (n: number) => `https://hutang.example/#/pages/notice/index?id=n${n}`

describe('what a mail says', () => {
  it('of one publication: its title, what it is, the day in Shanghai, why, and where to read it', async () => {
    const { subject, text, html, read } = await mailed(single)
    expect(subject).toBe('第1条公开')
    for (const part of [text, html]) {
      for (const words of [
        '护塘村村民委员会',
        '第1条公开',
        '村级财务收支',
        '11月20日',
        '因为您订阅了“财务公开”',
      ])
        expect(part).toContain(words)
      expect(part).toContain(pageOf(1))
    }
    expect(read.from?.text).toContain('护塘村村务公开')
    expect(read.replyTo?.value).toMatchObject([{ address: 'office@hutang.example' }])
  })

  it('of an emergency: so from the first word', async () => {
    expect((await mailed({ ...single, emergency: true })).subject).toBe('应急：第1条公开')
  })

  it('of a day: by category, each line once with why and one link, and one to all of them', async () => {
    const lines = [line(1), line(2), line(3, { category: '土地', why: '与您家有关' })]
    const { subject, text, html } = await mailed(aMessage('digest', lines))
    expect(subject).toBe('3条新公开：第1条公开')
    expect(text.match(/【.+?】/g)).toEqual(['【财务公开】', '【土地】'])
    expect([...html.matchAll(/<h2[^>]*>(.+?)<\/h2>/g)].map(([, name]) => name)).toEqual(['财务公开', '土地'])
    for (const part of [text, html]) {
      for (const n of [1, 2, 3]) expect(part.split(pageOf(n))).toHaveLength(2)
      expect(part.split('因为您订阅了“财务公开”')).toHaveLength(3)
      expect(part.split('与您家有关')).toHaveLength(2)
      expect(part).toContain('https://hutang.example/#/account/inbox/index')
    }
  })

  it('of what came too thick: that it is more of the same', async () => {
    const { text } = await mailed(aMessage('burst', [line(1), line(2)]))
    expect(text).toContain('刚才又有2条新公开')
  })

  it('is plain: no picture, nothing loaded, nothing that tells who has read it, letters of 18 px at least', async () => {
    const { html, text } = await mailed(aMessage('digest', [line(1), line(2)]))
    expect(html).not.toMatch(/<img|<link|<script|<iframe|url\(|src=|@import/i)
    for (const [, size] of html.matchAll(/font-size:(\d+)px/g))
      expect(Number(size)).toBeGreaterThanOrEqual(18)
    const allowed = /^https:\/\/hutang\.example\/(#\/[\w/]+(\?id=n\d)?|unsubscribe\/[\w.-]+)$/
    for (const url of hrefs(html)) expect(url).toMatch(allowed)
    expect(text).not.toMatch(/<\w+/)
    expect(text).toContain('/unsubscribe/')
  })

  it('takes what is written as words, never as code', async () => {
    const title = '<img src=x onerror=alert(1)>“公开”&\'"'
    const { html, subject } = await mailed(aMessage('digest', [line(1, { title, category: '<b>' })]))
    expect(html).not.toMatch(/<img|<b>/)
    expect(subject).toContain(title)
  })
})
