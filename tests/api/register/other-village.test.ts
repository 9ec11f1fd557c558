import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { neighbour, type Village, village, villageApp } from '../notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const stage = (text: string) =>
  t.ask('POST /api/regions/:code/register/imports', {
    params: { code: village.code },
    body: { text },
    token: t.token.clerk,
  })
const people = '1\t例甲\t户主\t1组\n1\t例乙\t妻\t1组'
const withPlace = (heading: string, place: string) =>
  [`${heading}\t户号\t姓名\t与户主关系\t组`, ...people.split('\n').map((row) => `${place}\t${row}`)].join(
    '\n',
  )

describe('the register of another village', () => {
  it.each([
    ['村', () => neighbour.name],
    ['村名', () => `${neighbour.name}村民委员会`.replace('村村', '村')],
    ['区划代码', () => neighbour.code],
    ['区划代码', () => '310116999999'],
  ])('is refused by its column %s, with the row and the way out', async (heading, place) => {
    const { status, error } = await stage(withPlace(heading, place()))
    expect([status, error?.code]).toEqual([422, 'unreadableRegister'])
    expect(error.message).toMatch(/^第2行写的是.+一共2行。请选/)
    expect(await t.deps.models.Person.countDocuments({ name: '例甲' })).toBe(0)
  })

  it.each([
    ['村', () => village.name],
    ['区划代码', () => village.code],
    ['村', () => '示例自然村'],
    ['村', () => ''],
  ])('is not what a column %s of its own places makes it', async (heading, place) => {
    expect((await stage(withPlace(heading, place()))).status).toBe(201)
  })
})
