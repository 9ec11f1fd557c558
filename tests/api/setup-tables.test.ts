import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { newSetupCode } from '../../server/src/features/setup'
import { type TestApp, testApp } from '../support/app'
import { countyTable, setupForm } from '../support/setup-form'
import { emptyAll } from './identity/people'

let t: TestApp
let code: string
beforeAll(async () => {
  t = await testApp({ demo: false })
})
afterAll(() => t.close())
beforeEach(async () => {
  await emptyAll(t)
  t.forget()
  code = await newSetupCode(t.deps)
})

const start = (changed: object = {}) => t.ask('POST /api/setup', { body: { ...setupForm(code), ...changed } })
const look = (changed: object = {}) =>
  t.ask('POST /api/setup/look', { body: { ...setupForm(code), ...changed } })

describe('a file of the tables', () => {
  const send = (bytes: Buffer, name: string, sent = code) => {
    const edge = 'edge'
    const field = (what: string, value: string) =>
      `--${edge}\r\ncontent-disposition: form-data; name="${what}"\r\n\r\n${value}\r\n`
    const head = `${field('code', sent)}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    return t.app.inject({
      method: 'POST',
      url: '/api/setup/file',
      headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
    })
  }

  it('comes back as the text that would have been pasted, codes of twelve digits whole', async () => {
    const template = await t.app.inject('/api/setup/template.xlsx')
    const { text } = (await send(template.rawPayload, '村镇和人员.xlsx')).json()
    expect(text).toContain('310116109213\t示例村')
    const { body } = await look({ text })
    expect([body.kind, body.villages]).toEqual(['pilot', 1])
    // The names are for whoever fills it in.
    expect(body.problems.filter(({ column }) => column === '姓名')).toHaveLength(3)
    const csv = `${countyTable.replaceAll('\t', ',')}\n`
    expect((await send(Buffer.from(csv), 'a.csv')).json().text).toContain('310116109222\t荷月村')
  })

  it('is not read without the code, nor where it is no table', async () => {
    expect((await send(Buffer.from('a,b'), 'a.csv', 'AAAA')).json().error.code).toBe('setupCodeInvalid')
    expect((await send(Buffer.from('PK no zip'), 'a.xlsx')).statusCode).toBe(422)
    expect((await t.app.inject({ method: 'POST', url: '/api/setup/file' })).statusCode).toBe(415)
  })
})

describe('more places', () => {
  const region = '310116109213'
  const office = { name: '护塘村委会', phone: '021-1', address: '新址', hours: '全天' }
  let token: string
  beforeEach(async () => {
    token = (await start()).body.session.accessToken
  })
  const more = (text: string, options: object = {}) =>
    t.ask('POST /api/regions', { body: { text, ...options }, token })

  it('are looked at, and then registered by the administrator, from that day on', async () => {
    const text = `${countyTable}\n310116109233\t新村\t\t021-9\t\t`
    const seen = await more(text, { look: true })
    expect(seen.body.regions.map(({ what }) => what)).toEqual(['same', 'same', 'same', 'same', 'new'])
    expect(await t.deps.models.Region.countDocuments()).toBe(4)
    await more(text)
    expect(await t.deps.models.Region.findById('310116109233').lean()).toMatchObject({
      name: '新村',
      parent: '310116109',
      office: { phone: '021-9' },
    })
    expect((await more(text)).body.regions.map(({ what }) => what)).toEqual(Array(5).fill('same'))
  })

  it('change an office, and leave what the table does not say', async () => {
    const { body } = await more('区划代码\t名称\t电话\n310116109213\t护塘村\t021-77')
    expect(body.regions).toMatchObject([{ what: 'changed', office: '护塘村村民委员会' }])
    const stored = await t.deps.models.Region.findById(region).lean()
    expect(stored?.office).toEqual({
      name: '护塘村村民委员会',
      phone: '021-77',
      address: '护塘村1号',
      hours: '工作日',
    })
    const put = await t.ask('PUT /api/regions/:code/office', {
      params: { code: region },
      body: office,
      token,
    })
    expect(put.body).toEqual(office)
    expect((await t.ask('GET /api/regions/:code', { params: { code: region } })).body.office).toEqual(office)
  })

  it('are refused elsewhere, without their township, and to everybody else', async () => {
    expect((await more('区划代码\t名称\n310117001001\t外村')).status).toBe(403)
    expect((await more('区划代码\t名称\n310116111201\t孤村')).error.fields?.[0]?.message).toContain(
      '还没有登记',
    )
    expect((await more('没有表')).status).toBe(422)
    const slip = await t.ask('POST /api/regions/:code/invites', { params: { code: region }, body: {}, token })
    const clerk = slip.body.items.find(({ posts }) => posts.some(({ role }) => role === 'clerk'))
    token = (await t.ask('POST /api/sessions/invite', { body: { code: clerk?.code ?? '' } })).body.accessToken
    expect((await more(countyTable)).status).toBe(403)
    const put = await t.ask('PUT /api/regions/:code/office', {
      params: { code: region },
      body: office,
      token,
    })
    expect(put.status).toBe(403)
  })
})
