import type { RegisterImport } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Village, village, villageApp } from '../notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
  await take(
    '户号\t户主\t姓名\t与户主关系\t性别\t出生年月\t组\t埭\t手机\t是否成员\n501\t沈国良\t沈国良\t户主\t男\t1956\t5组\t沈家埭\t13800001234\t是\n501\t\t唐燕\t妻\t女\t1958\t5组\t\t\t否\n502\t陆小青\t陆小青\t户主\t女\t1971\t6组\t\t\t是',
  )
})
afterAll(() => t.close())

const params = { code: village.code }
async function take(text: string, kind?: RegisterImport['kind']): Promise<RegisterImport> {
  const token = t.token.clerk
  const staged = await t.ask('POST /api/regions/:code/register/imports', {
    params,
    body: { text, ...(kind ? { kind } : {}) },
    token,
  })
  if (staged.status !== 201) throw new Error(JSON.stringify(staged.error))
  const at = { ...params, id: staged.body.id }
  const done = await t.ask('POST /api/regions/:code/register/imports/:id/confirm', {
    params: at,
    body: {},
    token,
  })
  if (done.status !== 200) throw new Error(JSON.stringify(done.error))
  return done.body
}
const read = (query: object, token = t.token.clerk) =>
  t.ask('GET /api/regions/:code/register', { params, query, token })

describe('the register', () => {
  it('is read by group, by a part of a name and by a code, with telephones masked', async () => {
    const all = await read({})
    expect(all.body.groups).toContainEqual({ name: '5组', households: 1, people: 2, members: 1 })
    const group = await read({ group: '第5组' })
    expect(group.body.households).toMatchObject([
      {
        code: '501',
        row: { name: '沈家埭' },
        people: [
          { name: '沈国良', isHead: true, phone: '138****1234', verified: false },
          { name: '唐燕', isHead: false, phone: null, sex: 'female', birthYear: 1958 },
        ],
      },
    ])
    for (const q of ['国良', '唐', '50-1'])
      expect((await read({ q })).body.households.map(({ code }) => code)).toEqual(['501'])
    const pages = await read({ limit: 1 })
    expect(pages.body.households).toHaveLength(1)
    expect((await read({ limit: 1, cursor: pages.body.next })).body.households[0]?.code).not.toBe(
      pages.body.households[0]?.code,
    )
  })

  it('is numbers alone for the township above, and nothing for anybody else', async () => {
    const above = await read({}, t.token.officer)
    expect(above.body).toMatchObject({ access: 'counts', households: [] })
    expect(above.body.numbers.people).toBeGreaterThan(2)
    expect(JSON.stringify(above.body)).not.toContain('沈国良')
    for (const who of ['villager', 'supervisor', 'neighbour', 'stranger'] as const)
      expect((await read({}, t.token[who])).status).toBe(403)
  })

  it('goes out as a table that comes in again without a change, and is recorded', async () => {
    const out = await t.app.inject({
      url: `/api/regions/${village.code}/register/export.xlsx`,
      headers: { authorization: `Bearer ${t.token.clerk}` },
    })
    expect([out.statusCode, out.headers['content-disposition']]).toEqual([
      200,
      expect.stringContaining(encodeURIComponent('护塘村户籍册')),
    ])
    expect(await t.deps.models.Audit.countDocuments({ act: 'registerExported', region: village.code })).toBe(
      1,
    )
    const head =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n'
    const back = await t.app.inject({
      method: 'POST',
      url: `/api/regions/${village.code}/register/imports/file`,
      headers: {
        authorization: `Bearer ${t.token.clerk}`,
        'content-type': 'multipart/form-data; boundary=b',
      },
      payload: Buffer.concat([Buffer.from(head), out.rawPayload, Buffer.from('\r\n--b--\r\n')]),
    })
    const staged = back.json() as RegisterImport
    expect([back.statusCode, staged.name]).toEqual([201, 'a.xlsx 户籍册'])
    expect(staged.counts).toMatchObject({
      new: 0,
      changed: 0,
      question: 0,
      gone: 0,
      problem: 0,
      changedHouseholds: 0,
    })
    expect(staged.counts.same).toBe(staged.counts.rows)
  })

  it('takes 承包户 by their own codes, and suggests whose they are', async () => {
    const done = await take(
      '承包方编码\t承包方代表姓名\t组别\n310116109213050012\t沈国良\t5组\n310116109213060003\t陆小青\t6组',
      'contract',
    )
    expect(done).toMatchObject({
      kind: 'contract',
      counts: { new: 2 },
      result: { newHouseholds: 2, newPeople: 0 },
    })
    const listed = await read({ kind: 'contract' })
    expect(listed.body.households.map(({ code, people }) => [code, people.length])).toEqual([
      ['310116109213050012', 0],
      ['310116109213060003', 0],
    ])
    const page = await t.ask('GET /api/regions/:code/register/households/:household', {
      params: { ...params, household: `${village.code}:c:310116109213050012` },
      token: t.token.clerk,
    })
    expect(page.body).toMatchObject({ links: [], suggested: [{ code: '501', kind: 'residence' }] })
    const again = await take('承包方编码\t承包方代表姓名\t组别\n310116109213050012\t沈国良\t5组', 'contract')
    expect(again.counts).toMatchObject({ new: 0, same: 1 })
  })

  it('keeps places with who looks after them, and puts households there', async () => {
    const token = t.token.clerk
    const made = await t.ask('POST /api/regions/:code/register/places', {
      params,
      body: { kind: 'area', name: '东片', keeper: '周雅琴' },
      token,
    })
    const households = ['501', '502'].map((code) => `${village.code}:${code}`)
    const put = await t.ask('POST /api/regions/:code/register/places/:place/households', {
      params: { ...params, place: made.body.id },
      body: { households },
      token,
    })
    expect(put.body).toEqual({
      id: made.body.id,
      kind: 'area',
      name: '东片',
      keeper: '周雅琴',
      households: 2,
    })
    expect((await read({ place: made.body.id })).body.households.map(({ code }) => code)).toEqual([
      '501',
      '502',
    ])
    const drop = await t.ask('DELETE /api/regions/:code/register/places/:place', {
      params: { ...params, place: made.body.id },
      token,
    })
    expect([drop.status, drop.error.message]).toEqual([409, '还有2户在这里，先把它们换到别处。'])
    const twice = await t.ask('POST /api/regions/:code/register/places', {
      params,
      body: { kind: 'area', name: '东片' },
      token,
    })
    expect(twice.status).toBe(422)
    const group = await t.ask('PUT /api/regions/:code/register/places/:place', {
      params: { ...params, place: `${village.code}:5` },
      body: { name: '沈家组' },
      token,
    })
    expect(group.body).toMatchObject({ kind: 'group', name: '沈家组', households: 1 })
    expect((await read({ q: '501' })).body.households[0]?.group).toBe('沈家组')
  })
})
