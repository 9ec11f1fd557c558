import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { finishCounties } from '../../../server/src/features/register/county/go-on'
import { countyCsv, madeUpIdNumber, madeUpPeople, messyRegister } from '../../support/messy-register'
import { everyDocument } from '../../support/tenancy/secrets'
import { type Village, village, villageApp } from '../notices-setup'

let t: Village
const logged: string[] = []
beforeAll(async () => {
  t = await villageApp()
  for (const level of ['info', 'warn', 'error', 'debug'] as const)
    t.deps.log[level] = (...said: unknown[]) => {
      logged.push(JSON.stringify(said))
    }
})
afterAll(() => t.close())

const people = 120
const numbers = [...madeUpPeople(people)].map(({ idNumber }) => idNumber)

/** Every answer of the routes that an import goes through, and everything that is stored meanwhile. */
it('no id number of any register is kept in any collection, log or answer', async () => {
  const params = { code: village.code }
  const token = t.token.clerk
  const told: unknown[] = []
  const asCode = `户号\t姓名\t备注\n${madeUpIdNumber(1960, 900)}\t沈国良\t卡号6222021001116245702\n7\t${madeUpIdNumber(1961, 901)}\t`
  for (const text of [messyRegister(people), asCode]) {
    const staged = await t.ask('POST /api/regions/:code/register/imports', { params, body: { text }, token })
    told.push(staged.body, staged.error)
    const at = { ...params, id: staged.body.id }
    for (const kind of ['new', 'changed', 'same', 'question', 'gone', 'problem'] as const)
      told.push(
        (
          await t.ask('GET /api/regions/:code/register/imports/:id/lines', {
            params: at,
            query: { kind, limit: 50 },
            token,
          })
        ).body,
      )
    const [line] = await t.deps.models.RegisterLine.find({ import: staged.body.id, of: 'person' })
      .limit(1)
      .lean()
    const mend = [{ line: line?._id ?? '', field: 'household' as const, value: madeUpIdNumber(1962, 902) }]
    told.push(
      (
        await t.ask('PUT /api/regions/:code/register/imports/:id/answers', {
          params: at,
          body: { mend },
          token,
        })
      ).body,
    )
    told.push(
      (
        await t.ask('POST /api/regions/:code/register/imports/:id/confirm', {
          params: at,
          body: { leaveOpen: true },
          token,
        })
      ).body,
    )
  }
  await t.deps.models.Role.create({
    _id: 'county',
    person: 'p-clerk',
    region: '310116',
    role: 'administrator',
    since: new Date(0),
  })
  const county = await t.app.inject({
    method: 'POST',
    url: '/api/regions/310116/register/county',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    payload: [...countyCsv([village.code, '999999999999'], people)].join(''),
  })
  expect(county.statusCode).toBe(201)
  await finishCounties(t.deps)
  told.push(county.json())
  const stored = JSON.stringify([...(await everyDocument(t.deps.models)).values()])
  const all = [...numbers, madeUpIdNumber(1960, 900), madeUpIdNumber(1961, 901), madeUpIdNumber(1962, 902)]
  expect(stored.length).toBeGreaterThan(100_000)
  for (const text of [stored, JSON.stringify(told), logged.join('\n')]) {
    expect(all.filter((number) => text.includes(number) || text.includes(number.slice(0, 15)))).toEqual([])
    expect(text).not.toMatch(/6222021001116245702|示例路/)
  }
})
