import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { personEnded } from '../../server/src/features/verification/tie'
import { type TestApp, testApp } from '../support/app'
import { aPerson, aVillage } from '../support/builders'
import { startSmtp, type TestSmtp } from '../support/smtp'
import { tokenOf } from '../support/tokens'

const minute = 60_000
let smtp: TestSmtp
let t: TestApp
let token: string

beforeAll(async () => {
  smtp = await startSmtp()
  const env = {
    SMTP_URL: smtp.url,
    MAIL_FROM: '护塘村村务公开 <notice@hutang.example>',
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
  smtp.arrived.splice(0)
  smtp.fault = null
  await aVillage(t.deps.models)
  await aPerson(t.deps.models, { id: 'wang', now: t.clock.now() })
  token = await tokenOf(t, 'wang')
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})

const wish = (address: string, as = token) => t.ask('PUT /api/me/email', { body: { address }, token: as })
const confirm = (code: string, as = token) =>
  t.ask('POST /api/me/email/confirm', { body: { code }, token: as })
const seen = async (as = token) => (await t.ask('GET /api/me/email', { token: as })).body
const codeIn = (n = -1): string => /\d{6}/.exec(smtp.arrived.at(n)?.mail.text ?? '')?.[0] ?? ''
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

describe('an address for e-mail', () => {
  it('is confirmed by the code that came there, and only masked ever after', async () => {
    expect(await seen()).toEqual({ connected: true, address: null, returned: false, waiting: null })
    const asked = await wish('Wang.XiaoMing@QQ.com')
    expect(asked.status).toBe(200)
    expect(asked.body).toMatchObject({ address: null, waiting: 'W***@qq.com' })
    expect(smtp.arrived[0]?.to).toEqual(['Wang.XiaoMing@qq.com'])
    const confirmed = await confirm(codeIn())
    expect(confirmed.body).toEqual({
      connected: true,
      address: 'W***@qq.com',
      returned: false,
      waiting: null,
    })
    expect(JSON.stringify([asked.body, confirmed.body, await seen()])).not.toContain('XiaoMing')
  })

  it('lies in the database sealed, and the code as a hash', async () => {
    await wish('wang.xiaoming@qq.com')
    const stored = JSON.stringify(await everything())
    expect(stored).not.toMatch(/xiaoming/i)
    expect(stored).not.toContain(codeIn())
    await confirm(codeIn())
    expect(JSON.stringify(await everything())).not.toMatch(/xiaoming/i)
  })

  it('may be typed as phones type it', async () => {
    await wish('  wang＠qq.com ')
    expect(smtp.arrived[0]?.to).toEqual(['wang@qq.com'])
    const [first = '', ...rest] = codeIn()
    expect((await confirm(` ${first} ${rest.join('')}`)).body.address).toBe('w***@qq.com')
  })

  it.each([
    'wang',
    'wang@',
    '@qq.com',
    'a@b@qq.com',
    'wang@qq',
    '王@qq.com',
    'wang@qq.com\r\nBcc: x@y.cn',
    'a b@qq.com',
  ])('is refused with its field where it is none: %j', async (address) => {
    const { status, error } = await wish(address)
    expect(status).toBe(422)
    expect(error.fields).toMatchObject([{ field: 'address', message: expect.stringMatching(/^邮箱：.+。$/) }])
    expect(smtp.arrived).toHaveLength(0)
  })

  it('turns e-mail on, after the channels that are there', async () => {
    const { body } = await t.ask('GET /api/me/preferences', { token })
    await t.ask('PUT /api/me/preferences', { token, body: { ...body, channels: ['sms'] } })
    await wish('wang@qq.com')
    await confirm(codeIn())
    expect((await t.ask('GET /api/me/preferences', { token })).body.channels).toEqual(['sms', 'email'])
  })

  it('is replaced by another one, and kept until that is confirmed', async () => {
    await wish('wang@qq.com')
    await confirm(codeIn())
    await wish('li@163.com')
    expect(await seen()).toMatchObject({ address: 'w***@qq.com', waiting: 'l***@163.com' })
    await confirm(codeIn())
    expect(await seen()).toMatchObject({ address: 'l***@163.com', waiting: null })
  })

  it('is forgotten when the person says so, and with the person', async () => {
    await wish('wang@qq.com')
    await confirm(codeIn())
    expect((await t.ask('DELETE /api/me/email', { token })).body).toMatchObject({ address: null })
    await wish('wang@qq.com')
    await confirm(codeIn())
    await wish('other@qq.com')
    await personEnded(t.deps, 'wang')
    expect(await t.deps.models.EmailAddress.countDocuments()).toBe(0)
    expect(await t.deps.models.EmailCode.countDocuments()).toBe(0)
  })

  it('goes where the account goes; who has one of their own keeps it', async () => {
    const moved = async (from: string, to: string) => {
      for (const { people } of t.deps.features) await people?.moved(t.deps, from, to, { inbox: false })
    }
    await wish('wang@qq.com')
    await confirm(codeIn())
    await moved('wang', 'resident')
    await moved('wang', 'resident')
    expect(await t.deps.models.EmailAddress.find({}, { _id: 1 }).lean()).toEqual([{ _id: 'resident' }])
    const { hash } = (await t.deps.models.EmailAddress.findById('resident').lean()) ?? {}
    await wish('li@qq.com')
    await confirm(codeIn())
    await moved('wang', 'resident')
    expect(await t.deps.models.EmailAddress.find().lean()).toMatchObject([{ _id: 'resident', hash }])
  })

  it('is nobody else’s business', async () => {
    await aPerson(t.deps.models, { id: 'li', now: t.clock.now() })
    const other = await tokenOf(t, 'li')
    await wish('wang@qq.com')
    expect(await seen(other)).toMatchObject({ address: null, waiting: null })
    expect((await confirm(codeIn(), other)).error.code).toBe('emailCodeGone')
    expect((await t.ask('GET /api/me/email')).status).toBe(401)
  })
})

const everything = () =>
  Promise.all(
    Object.values(t.deps.models).map((model) => (model as { find(): { lean(): unknown } }).find().lean()),
  )

describe('a code', () => {
  it('is good for five tries; then a new one is wanted, and the right one comes too late', async () => {
    await wish('wang@qq.com')
    const code = codeIn()
    for (const left of [4, 3, 2, 1]) {
      const { status, error } = await confirm(wrong(code))
      expect(status).toBe(422)
      expect(error.fields).toEqual([{ field: 'code', message: `验证码：不对，还能再试${left}次。` }])
    }
    expect((await confirm(wrong(code))).error.code).toBe('emailCodeGone')
    expect((await confirm(code)).error.code).toBe('emailCodeGone')
    await wish('wang@qq.com')
    expect((await confirm(codeIn())).status).toBe(200)
  })

  it('cannot be guessed by many at once', async () => {
    await wish('wang@qq.com')
    const code = codeIn()
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(wrong(code))))
    expect(answers.filter(({ error }) => error.code === 'invalidFields')).toHaveLength(4)
    expect((await confirm(code)).status).toBe(422)
  })

  it('is good once', async () => {
    await wish('wang@qq.com')
    const answers = await Promise.all([confirm(codeIn()), confirm(codeIn())])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('is good for ten minutes', async () => {
    await wish('wang@qq.com')
    t.clock.advance(10 * minute)
    expect((await confirm(codeIn())).error.code).toBe('emailCodeGone')
    expect((await seen()).waiting).toBeNull()
  })

  it('is good no more when another one was sent', async () => {
    await wish('wang@qq.com')
    await wish('li@163.com')
    if (codeIn(0) !== codeIn(1)) expect((await confirm(codeIn(0))).status).toBe(422)
    expect((await confirm(codeIn(1))).body.address).toBe('l***@163.com')
  })

  it('comes five times a day to a person, whatever the address', async () => {
    for (let n = 0; n < 5; n++) expect((await wish(`wang${n}@qq.com`)).status).toBe(200)
    const { status, error } = await wish('wang9@qq.com')
    expect([status, error.code]).toEqual([429, 'emailCodesSpent'])
    expect(error.message).toMatch(/明天/)
    expect(smtp.arrived).toHaveLength(5)
    t.clock.advance(24 * 60 * minute)
    token = await tokenAgain()
    expect((await wish('wang@qq.com')).status).toBe(200)
  })

  it('comes five times a day to an address, whoever asks', async () => {
    for (let n = 0; n < 6; n++) {
      await aPerson(t.deps.models, { id: `p${n}`, now: t.clock.now() })
      const { status } = await wish('Victim@qq.com', await tokenOf(t, `p${n}`))
      expect(status).toBe(n < 5 ? 200 : 429)
    }
    expect(smtp.arrived).toHaveLength(5)
  })

  it('that cannot be sent says so', async () => {
    smtp.fault = { at: 'to', answer: '550 5.1.1 no such user' }
    expect((await wish('wang@qq.com')).error.fields).toMatchObject([{ field: 'address' }])
    smtp.fault = { at: 'to', answer: '451 4.7.1 later' }
    const { status, error } = await wish('wang@qq.com')
    expect([status, error.code]).toEqual([502, 'emailNotSent'])
  })
})

const tokenAgain = async () => {
  await t.deps.models.Session.deleteMany({})
  return tokenOf(t, 'wang')
}

describe('without a mail server', () => {
  it('nothing is asked of anybody, and it says so', async () => {
    const bare = await testApp()
    await aVillage(bare.deps.models)
    await aPerson(bare.deps.models, { id: 'wang', now: bare.clock.now() })
    const own = await tokenOf(bare, 'wang')
    expect((await bare.ask('GET /api/me/email', { token: own })).body.connected).toBe(false)
    const answer = await bare.ask('PUT /api/me/email', { body: { address: 'wang@qq.com' }, token: own })
    expect([answer.status, answer.error.code]).toEqual([503, 'emailOff'])
    await bare.close()
  })
})
