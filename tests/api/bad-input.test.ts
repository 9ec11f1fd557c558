import { contract, hasProperties } from '@hutang/shared/contract'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { completeContent, draftOf, published, type Village, village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

describe('a request that cannot be read', () => {
  it.each(['/api/notices/%ZZ', '/api/regions/%E0%A4', '/%'])(
    'is answered in the form of every error: %s',
    async (url) => {
      const answer = await t.app.inject(url)
      expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'badRequest'])
      expect(answer.json().error.message).toMatch(/。$/)
    },
  )

  it.each([
    ['without a boundary', 'multipart/form-data', 'abc'],
    [
      'that breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"',
    ],
    ['that is no form', 'multipart/form-data; boundary=x', 'zzz'],
  ])('is refused when it is a picture %s', async (_, type, payload) => {
    const draft = await draftOf(t, 29)
    const answer = await t.app.inject({
      method: 'POST',
      url: `/api/notices/${draft.notice}/pictures`,
      headers: { 'content-type': type, authorization: `Bearer ${t.token.clerk}` },
      payload,
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'brokenUpload'])
  })
})

describe('a request that says it is JSON and sends nothing, as wx.request does', () => {
  const empty = (method: 'DELETE' | 'POST', url: string) =>
    t.app.inject({
      method,
      url,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${t.token.clerk}` },
    })

  it('is taken where the route wants no body', async () => {
    const { notice } = await draftOf(t, 29)
    const answer = await empty('DELETE', `/api/notices/${notice}`)
    expect([answer.statusCode, answer.json()]).toEqual([200, { done: true }])
  })

  it('is taken by every route that wants no body', async () => {
    const { notice } = await draftOf(t, 29)
    const routes = Object.entries(contract).filter(
      ([key, route]) => !key.startsWith('GET') && !hasProperties(route.body),
    )
    const refused: string[] = []
    for (const [key] of routes) {
      const [method, path = ''] = key.split(' ')
      // Signing out would leave the rest to a visitor.
      if (path.startsWith('/demo') || key === 'DELETE /api/sessions/current') continue
      const answer = await empty(method as 'POST', path.replace(/:\w+/g, notice))
      if (answer.statusCode >= 500 || answer.body.includes('malformedJson'))
        refused.push(`${key} ${answer.body}`)
    }
    expect(routes.length).toBeGreaterThan(20)
    expect(refused).toEqual([])
  })

  it('is refused where it wants one', async () => {
    const { notice } = await draftOf(t, 29)
    const answer = await empty('POST', `/api/notices/${notice}/submit`)
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'malformedJson'])
  })
})

describe('fields that are wrong', () => {
  it('are named where they are: in the body, the query or the address', async () => {
    const query = await t.app.inject(`/api/regions/${village.code}/notices?zz=1`)
    expect(query.json().error.fields).toEqual([{ field: 'zz', message: '不认识“zz”，请去掉。' }])
    const missing = await t.app.inject('/api/screens/home')
    expect(missing.json().error.fields).toEqual([{ field: 'region', message: '区划代码：这一项必须填写。' }])
    const body = await t.ask('POST /api/notices', {
      body: { region: village.code, item: 41, content: { zz: 1, table: { rows: [] } } },
      token: t.token.clerk,
    })
    const told = new Map(body.error.fields?.map(({ field, message }) => [field, message]))
    expect(told.get('content.zz')).toBe('不认识“zz”，请去掉。')
    expect(told.get('content.table.caption')).toBe('表名：这一项必须填写。')
    expect(told.get('content.table.rows')).toBe('不认识“rows”，请去掉。')
    const rows = await t.ask('POST /api/notices/:id/rows', {
      params: { id: 'n' },
      body: { revision: 0, changes: [{ key: 'a b' }, { key: 'a', row: { cells: [{}] } }] },
      token: t.token.clerk,
    })
    expect(rows.error.fields).toEqual([
      { field: 'changes.0.key', message: '行的代号：写法不对。' },
      { field: 'changes.1.row.cells.0', message: '格式不对，应是文字或数字或空着。' },
    ])
  })
})

describe('a body', () => {
  it('says what it means: an empty field is no “no”, and a text is no number', async () => {
    const token = t.token.villager
    const wrong = (field: string, message: string) => [{ field, message: expect.stringContaining(message) }]
    const welcome = await t.ask('POST /api/me/welcome', { token, body: { keep: null } as never })
    expect(welcome.error.fields).toEqual(wrong('keep', '应是“是”或“否”'))
    const how = (await t.ask('GET /api/me/preferences', { token })).body
    const put = (part: object) =>
      t.ask('PUT /api/me/preferences', { token, body: { ...how, ...part } as never })
    expect((await put({ household: null })).error.fields).toEqual(wrong('household', '应是“是”或“否”'))
    expect((await put({ weekday: '5' })).error.fields).toEqual(wrong('weekday', '应是整数'))
    expect((await put({ channels: 'wechat' })).error.fields).toEqual(wrong('channels', '应是一组内容'))
    // What stands in an address is text: there it is read as what is asked for.
    const inbox = await t.ask('GET /api/me/inbox', { token, query: { limit: 5 } })
    expect(inbox.status).toBe(200)
  })
})

describe('what a client already has', () => {
  it('is not sent again, however it says so', async () => {
    const { notice } = await published(t, 29, completeContent(29))
    const url = `/api/notices/${notice}`
    const etag = String((await t.app.inject(url)).headers.etag)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await t.app.inject({ url, headers: { 'if-none-match': known } })
      expect([known, answer.statusCode, answer.body]).toEqual([known, 304, ''])
    }
    const other = await t.app.inject({ url, headers: { 'if-none-match': '"other"' } })
    expect(other.statusCode).toBe(200)
  })
})
