import { request } from 'node:http'
import type { CountyImport } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { encode } from 'iconv-lite'
import { finishCounties } from '../../../server/src/features/register/county/go-on'
import { countyCsv } from '../../support/messy-register'
import { neighbour, type Village, village, villageApp } from '../notices-setup'

const county = '310116'
const both = [village.code, neighbour.code]
const people = 700
let t: Village
let token: string
beforeAll(async () => {
  t = await villageApp()
  const { Household, Person, Role } = t.deps.models
  await Household.deleteMany({})
  await Person.deleteMany({ residence: { $ne: null } })
  await Role.create({
    _id: 'county',
    person: 'p-stranger',
    region: county,
    role: 'administrator',
    since: new Date(t.clock.now().getTime() - 1000),
  })
  token = t.token.stranger
})
afterAll(() => t.close())

const url = `/api/regions/${county}/register/county`
async function send(body: string | Buffer, who = token) {
  const answer = await t.app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${who}`, 'content-type': 'text/csv' },
    payload: body,
  })
  return { status: answer.statusCode, body: answer.json() as CountyImport & { error?: { code: string } } }
}
const seen = async () =>
  (await t.ask('GET /api/regions/:code/register/county', { params: { code: county }, token })).body.import

/** A connection that ends in the middle of the file. */
async function breakOff(text: string, bytes: number): Promise<void> {
  const address = await t.app.listen({ port: 0, host: '127.0.0.1' })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' }
  const sending = request(address + url, { method: 'POST', headers })
  sending.on('error', () => undefined)
  sending.write(Buffer.from(text).subarray(0, bytes))
  while ((await seen())?.rowsStaged !== 1000) await new Promise((resolve) => setTimeout(resolve, 20))
  sending.destroy()
  while ((await seen())?.state !== 'broken') await new Promise((resolve) => setTimeout(resolve, 20))
}

async function now(): Promise<CountyImport> {
  await finishCounties(t.deps)
  for (;;) {
    const { body } = await t.ask('GET /api/regions/:code/register/county', {
      params: { code: county },
      token,
    })
    if (body.import && !['reading', 'applying'].includes(body.import.state)) return body.import
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const csv = () => [...countyCsv(both, people)].join('')

describe('a county’s register', () => {
  it('goes on behind the last whole batch after it was broken off, and takes no other file meanwhile', async () => {
    await breakOff(csv(), 200_000)
    const half = await t.ask('GET /api/regions/:code/register/county', { params: { code: county }, token })
    expect(half.body.import).toMatchObject({ state: 'broken', rowsStaged: 1000 })
    const other = await send(csv().replace('1956', '1957').replaceAll(',男,', ',女,'))
    expect([other.status, other.body.error?.code]).toEqual([409, 'otherFile'])
    expect(await t.deps.models.RegisterLine.countDocuments()).toBe(1000)

    // A process that was killed leaves it as if it were still being read; after a minute it is not.
    await t.deps.models.CountyImport.updateOne({}, { state: 'reading' })
    expect((await send(csv())).body.error?.code).toBe('registerBusy')
    t.clock.advance(61_000)
    const whole = await send(csv())
    expect([whole.status, whole.body.rowsStaged]).toEqual([201, 2 * people])
    const staged = await now()
    expect(staged).toMatchObject({
      state: 'staged',
      rowsStaged: 2 * people,
      problemCount: 0,
      confirm: { allowed: true },
    })
    expect(staged.villages.map(({ region, counts, clean }) => [region.name, counts.new, clean])).toEqual([
      ['护塘村', people, true],
      ['荷月村', people, true],
    ])
    expect(await t.deps.models.Person.countDocuments({ residence: { $ne: null } })).toBe(0)
  })

  it('goes into every clean village on one word', async () => {
    const { import: staged } = (
      await t.ask('GET /api/regions/:code/register/county', { params: { code: county }, token })
    ).body
    const confirmed = await t.ask('POST /api/regions/:code/register/county/:id/confirm', {
      params: { code: county, id: staged?.id ?? '' },
      token,
    })
    expect(confirmed.status).toBe(200)
    const done = await now()
    expect(done).toMatchObject({ state: 'applied', rowsApplied: 2 * people })
    for (const region of both)
      expect(await t.deps.models.Person.countDocuments({ 'residence.region': region })).toBe(people)
  })

  it('changes nothing when the same file comes again, as Excel writes it in China', async () => {
    const again = await send(encode(csv(), 'gb18030'))
    expect(again.status).toBe(201)
    const { villages } = await now()
    expect(
      villages.map(({ counts: { same, new: added, changed, question } }) => [same, added, changed, question]),
    ).toEqual([
      [people, 0, 0, 0],
      [people, 0, 0, 0],
    ])
  })

  it('is for whoever administers the county alone', async () => {
    for (const who of ['clerk', 'officer', 'villager'] as const) {
      const answer = await send('区划代码,姓名\n', t.token[who])
      expect([403, 401]).toContain(answer.status)
    }
  })
})
