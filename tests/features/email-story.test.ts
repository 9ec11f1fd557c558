import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { emailChannel } from '../../server/src/features/push/email/email-channel'
import { hashEmail, sealEmail } from '../../server/src/features/push/email/sealing'
import { newEngine } from '../../server/src/features/push/engines'
import type { AttemptDoc, DeliveryDoc, PreferenceDoc } from '../../server/src/features/push/push.model'
import { type TestApp, testApp, testNow } from '../support/app'
import { aFollower, aHousehold, aNotice, announceNotice, aPerson, aVillage } from '../support/builders'
import { startSmtp, type TestSmtp } from '../support/smtp'

const minute = 60_000
const hour = 60 * minute
let smtp: TestSmtp
let t: TestApp

beforeAll(async () => {
  smtp = await startSmtp()
  const env = {
    SMTP_URL: smtp.url,
    MAIL_FROM: 'notice@hutang.example',
    PUBLIC_URL: 'https://hutang.example',
    SMTP_RATE: '0',
  }
  t = await testApp({ env })
})
beforeEach(async () => {
  await Promise.all(
    Object.values(t.deps.models).map((model) =>
      (model as { deleteMany(all: object): unknown }).deleteMany({}),
    ),
  )
  t.clock.moveTo(testNow)
  smtp.arrived.splice(0)
  smtp.fault = null
  await aVillage(t.deps.models)
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})

/** Somebody who follows the village and is told by e-mail alone. */
async function reader(id: string, wishes: Partial<PreferenceDoc> = {}, household?: string): Promise<void> {
  const { models, config } = t.deps
  await aPerson(models, { id, household, now: t.clock.now() })
  await aFollower(models, id, { since: new Date(t.clock.now().getTime() - minute) })
  const address = `${id}@post.example`
  const confirmed = { confirmedAt: t.clock.now(), goneAt: null }
  const kept = { _id: id, sealed: sealEmail(config, address), hash: hashEmail(config, address) }
  await models.EmailAddress.create({ ...kept, ...confirmed })
  const usual = { frequency: 'immediate', hour: '18:30', weekday: 5, household: true, muted: [] } as const
  const quiet = { quietFrom: '22:00', quietTo: '07:00' }
  const wished = { ...usual, ...quiet, channels: ['email'], ...wishes }
  await models.Preference.updateOne({ _id: id }, { $set: wished }, { upsert: true })
}

async function publish(id: string, more: { item?: number; title?: string; households?: string[] } = {}) {
  const { models } = t.deps
  const notice = await aNotice(models, { id, item: 1, at: t.clock.now(), ...more })
  await announceNotice(models, notice, t.clock.now())
}

const run = async (times = 1) => {
  for (let n = 0; n < times; n++) await newEngine(t.deps, { channels: [emailChannel(t.deps)] }).runOnce()
}
const mails = (to: string) => smtp.arrived.filter((one) => one.to.includes(`${to}@post.example`))
const endOf = async (person: string) =>
  (await t.deps.models.Delivery.findOne({ person }).lean<DeliveryDoc>())?.result

describe('a publication goes by e-mail', () => {
  it('once to each who follows, each with a way out of their own', async () => {
    for (const id of ['wang', 'li', 'zhao']) await reader(id)
    await publish('n1', { title: '三季度村务' })
    await run(3)
    for (const id of ['wang', 'li', 'zhao']) {
      expect(mails(id).map(({ mail }) => mail.subject)).toEqual(['三季度村务'])
      expect(await endOf(id)).toBe('delivered')
    }
    const ways = smtp.arrived.map(({ mail }) => /unsubscribe\/\S+/.exec(mail.text ?? '')?.[0])
    expect(new Set(ways).size).toBe(3)
    await run(2)
    expect(smtp.arrived).toHaveLength(3)
  })

  it('about the own household without its name or what it is about, in any part of the mail', async () => {
    const household = await aHousehold(t.deps.models, 'HT-15-001')
    await reader('wang', {}, household)
    await publish('n1', { item: 31, title: '示例wang一户补助1200元', households: [household] })
    await run(2)
    const [arrived] = mails('wang')
    expect(arrived?.mail.subject).toBe('有一条与您家有关的新公开，请打开查看')
    const whole = [arrived?.mail.subject, arrived?.mail.text, String(arrived?.mail.html)].join('\n')
    expect(whole).not.toMatch(/示例|补助|1200|HT-15|土地经营权/)
  })

  it('as one mail a day to who wishes that, with every line once', async () => {
    await reader('wang', { frequency: 'daily' })
    for (const id of ['n1', 'n2', 'n3']) await publish(id, { title: `公开${id}` })
    await run(2)
    expect(smtp.arrived).toHaveLength(0)
    t.clock.advance(9 * hour)
    await run(3)
    expect(smtp.arrived).toHaveLength(1)
    for (const id of ['n1', 'n2', 'n3'])
      expect(mails('wang')[0]?.mail.text?.split(`公开${id}`)).toHaveLength(2)
  })

  it('to nobody who has no address', async () => {
    await reader('wang')
    await t.deps.models.EmailAddress.deleteMany({})
    await publish('n1')
    await run(2)
    expect(smtp.arrived).toHaveLength(0)
    expect(await endOf('wang')).toBe('inbox')
  })
})

describe('a mail server that', () => {
  it('says later is asked later, and then it has come once', async () => {
    await reader('wang')
    smtp.fault = { at: 'to', answer: '451 4.7.1 greylisted' }
    await publish('n1')
    await run(2)
    expect(smtp.arrived).toHaveLength(0)
    smtp.fault = null
    await run()
    expect(smtp.arrived).toHaveLength(0)
    t.clock.advance(2 * minute)
    await run(2)
    expect(mails('wang')).toHaveLength(1)
    expect(await endOf('wang')).toBe('delivered')
  })

  it('takes the message and does not say so is never asked again', async () => {
    await reader('wang')
    smtp.fault = 'closedAfterData'
    await publish('n1')
    await run(2)
    smtp.fault = null
    for (let n = 0; n < 6; n++) {
      t.clock.advance(5 * minute)
      await run(2)
    }
    expect(mails('wang')).toHaveLength(1)
    expect(await endOf('wang')).toBe('unknown')
  })

  it('knows nobody of that name: the address is given up, and the ledger says why', async () => {
    await reader('wang')
    smtp.fault = { at: 'to', answer: '550 5.1.1 no such user' }
    await publish('n1')
    await run(2)
    smtp.fault = null
    await publish('n2')
    await run(2)
    expect(smtp.arrived).toHaveLength(0)
    const attempts = await t.deps.models.Attempt.find().lean<AttemptDoc[]>()
    expect(attempts.filter(({ code }) => code === '550')).toHaveLength(1)
    expect(JSON.stringify(attempts)).not.toContain('post.example')
    expect((await t.deps.models.EmailAddress.findById('wang').lean())?.goneAt).not.toBeNull()
  })
})
