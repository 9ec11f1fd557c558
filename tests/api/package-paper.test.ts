import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { WeChatClient } from '../../server/src/channels/wechat'
import { startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { hashEmail, sealEmail } from '../../server/src/features/push/email/sealing'
import { companies, type PackagesRig, packagesRig } from '../features/packages-rig'
import { readPdf } from '../support/pdf'
import { startSmtp, type TestSmtp } from '../support/smtp'
import { ok } from './policies-setup'

let rig: PackagesRig
let smtp: TestSmtp
let firm: string
beforeAll(async () => {
  smtp = await startSmtp()
  rig = await packagesRig({
    SMTP_URL: smtp.url,
    MAIL_FROM: 'notice@hutang.example',
    PUBLIC_URL: 'https://hutang.example',
  })
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(async () => {
  await rig.reset()
  smtp.arrived.splice(0)
  smtp.fault = null
  await rig.deps.models.EmailAddress.deleteMany({})
  await rig.deps.models.Counter.deleteMany({})
  firm = (await rig.firm('wang', 1, { kind: 'company' })).id
  await rig.policy({ ...companies, title: '技改补助（示例）', amount: { kind: 'upTo', fen: 50_000_000 } })
})
afterAll(async () => {
  await rig.close()
  await smtp.close()
})

const pdf = (who: string, id = firm) =>
  rig.app.inject({
    url: `/api/enterprises/${id}/package.pdf`,
    headers: { authorization: `Bearer ${rig.tokenFor(who)}` },
  })
const mail = (who: string, id = firm) =>
  rig.ask('POST /api/enterprises/:id/package/mail', { params: { id }, token: rig.tokenFor(who) })

async function address(person: string, goneAt: Date | null = null): Promise<void> {
  const { models, config } = rig.deps
  const to = `${person}@post.example`
  const kept = { _id: person, sealed: sealEmail(config, to), hash: hashEmail(config, to) }
  await models.EmailAddress.create({ ...kept, confirmedAt: rig.clock.now(), goneAt })
}

describe('a package on paper', () => {
  it('says the sum, each policy with its conditions, and what decides in the end', async () => {
    const answer = await pdf('wang')
    expect(answer.statusCode).toBe(200)
    const text = readPdf(answer.rawPayload)
      .map((page) => page.text)
      .join('')
    for (const said of [
      '最高可达50万元',
      '技改补助（示例）',
      '主体类型是企业：符合（您：企业）',
      '以受理部门审核为准',
    ])
      expect(text.replace(/\s/g, '')).toContain(said)
  })

  it('opens the mini-program first, and the address as the second way', async () => {
    expect(readPdf((await pdf('wang')).rawPayload).flatMap(({ codes }) => codes)).toHaveLength(1)
    const known = rig.deps.config.wechat
    const vendor = { clock: rig.clock, appid: known.appid, secret: known.secret }
    const emulator = await startWeChatEmulator(vendor)
    const connected = { ...known, baseUrl: emulator.url }
    try {
      Object.assign(rig.deps, { wechat: new WeChatClient({ ...connected, clock: rig.clock }) })
      const { rawPayload } = await pdf('wang')
      expect(rawPayload.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1)
      const pages = readPdf(rawPayload)
      const text = pages.map((page) => page.text).join('')
      for (const said of ['微信看最新的', '浏览器扫这个']) expect(text).toContain(said)
      expect(pages.flatMap(({ codes }) => codes)).toEqual([
        `https://hutang.example/#/policies/package/index?id=${firm}`,
      ])
      expect(await rig.deps.models.Scene.findOne({ kind: 'package' }).lean()).toMatchObject({
        enterprise: firm,
      })
    } finally {
      await emulator.close()
    }
  })

  it('is for those who act for the enterprise', async () => {
    expect((await pdf('li')).statusCode).toBe(404)
    expect((await rig.app.inject(`/api/enterprises/${firm}/package.pdf`)).statusCode).toBe(401)
  })
})

describe('a package by mail', () => {
  it('goes to the own confirmed address, in text, in HTML and with the paper', async () => {
    await address('wang')
    expect(ok(await mail('wang')).address).toMatch(/^w\*+.*@post\.example$/)
    const [{ to, mail: letter } = { to: [], mail: undefined }] = smtp.arrived
    expect(to).toEqual(['wang@post.example'])
    for (const said of ['最高可达50万元', '技改补助（示例）', '· 主体类型是企业：符合（您：企业）']) {
      expect(letter?.text).toContain(said)
      expect(letter?.html).toContain(said)
    }
    expect(letter?.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf'])
    expect(letter?.attachments[0]?.content.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('goes ten times a day, and again on the next', async () => {
    await address('wang')
    for (let n = 0; n < 10; n += 1) ok(await mail('wang'))
    expect((await mail('wang')).error.code).toBe('mailsSpent')
    expect(smtp.arrived).toHaveLength(10)
    rig.to('2026-11-21')
    ok(await mail('wang'))
  })

  it('without an address, or with one that is gone, says where to leave one', async () => {
    expect((await mail('wang')).error).toMatchObject({ code: 'emailMissing' })
    await address('wang', rig.clock.now())
    const { status, error } = await mail('wang')
    expect([status, error.message]).toEqual([409, expect.stringContaining('我的订阅')])
  })

  it('that the server refuses is no 500', async () => {
    await address('wang')
    smtp.fault = { at: 'data', answer: '554 no' }
    const { status, error } = await mail('wang')
    expect([status, error.code]).toEqual([502, 'emailNotSent'])
  })

  it('is for those who act for the enterprise', async () => {
    await address('li')
    expect((await mail('li')).status).toBe(404)
    expect(smtp.arrived).toEqual([])
  })
})
