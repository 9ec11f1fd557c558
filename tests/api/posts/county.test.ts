import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { county, type Office, officeApp } from './office'

const villages = 300
const posts = ['经办', '会计', '村监会', '村监会', '书记', '管理员']
/** Of the processor; measured two. */
const mostSeconds = 20

let t: Office
beforeAll(async () => {
  t = await officeApp()
  const { Region } = t.deps.models
  const office = { name: '村委会', phone: '', address: '', hours: '' }
  await Region.insertMany(
    Array.from({ length: villages }, (_, n) => ({
      _id: codeOf(n),
      name: `测试${n}村`,
      level: 'village' as const,
      parent: codeOf(n).slice(0, 9),
      office,
    })),
  )
})
afterAll(() => t.close())

const codeOf = (n: number) => `310116${String(200 + Math.floor(n / 30))}${String(100 + (n % 30))}`
const numeral = [...'零一二三四五六七八九']
const nameOf = (n: number) => `甄${[...String(n)].map((digit) => numeral[Number(digit)]).join('')}`

/** The people of one term; another term has others in every post. */
const sheetOf = (term: number) =>
  [
    '区划代码\t岗位\t姓名\t手机',
    ...Array.from({ length: villages * posts.length }, (_, at) => {
      const n = term * villages * posts.length + at
      const post = posts[at % posts.length]
      return [codeOf(Math.floor(at / posts.length)), post, nameOf(n), 13_900_000_000 + n].join('\t')
    }),
  ].join('\n')

async function turnover(text: string, date = '2026-12-01') {
  const params = { code: county }
  const before = process.cpuUsage().user
  const plan = await t.ask('POST /api/regions/:code/turnovers/preview', {
    params,
    body: { date, text, answers: [] },
    token: t.as('admin'),
  })
  const { body } = await t.ask('POST /api/regions/:code/turnovers', {
    params,
    body: { date, text, answers: [], digest: plan.body.digest, kinChecked: true },
    token: t.as('admin'),
  })
  return { plan: plan.body, done: body, seconds: (process.cpuUsage().user - before) / 1e6 }
}

it('changes the posts of 300 villages by one sheet, within seconds', async () => {
  const first = await turnover(sheetOf(0))
  expect(first.plan.problems).toEqual([])
  expect(first.done).toMatchObject({ state: 'done' })
  expect(await t.deps.models.Role.countDocuments({ begunIn: first.done.id })).toBe(1800)
  t.clock.advance(20 * 86_400_000)
  // Who began with the first goes, the others come: as many ends as beginnings.
  const second = await turnover(sheetOf(1), '2026-12-31')
  expect(second.plan.counts).toMatchObject({ villages, begins: 1800, ends: 1800, asks: 0 })
  expect(await t.deps.models.Role.countDocuments({ endedIn: second.done.id })).toBe(1800)
  const seconds = [first, second].map((one) => one.seconds)
  if (process.env.FIGURES)
    process.stdout.write(`300 villages: ${seconds.map((one) => `${one.toFixed(1)} s`).join(', ')}\n`)
  expect(Math.max(...seconds)).toBeLessThan(mostSeconds)
}, 120_000)
