import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { StillClock, type TestApp, testApp } from '../support/app'
import { aNotice, hutang } from '../support/builders'

const office = { name: '村委会', phone: '021-0000', address: '护塘村', hours: '工作日' }
const day = (text: string) => new Date(`${text}T10:00:00+08:00`)
const start = new Date('2026-11-27T00:00:00+08:00')

describe('a village that starts on a day', () => {
  let t: TestApp
  let clock: StillClock
  beforeAll(async () => {
    clock = new StillClock(day('2026-11-27'))
    t = await testApp({ clock, demo: false })
    await t.deps.models.Region.insertMany([
      { _id: '310116109', name: '漕泾镇', level: 'township', parent: null, office, since: start },
      { _id: hutang, name: '护塘村', level: 'village', parent: '310116109', office, since: start },
    ])
  })
  afterAll(() => t.close())

  const travel = (to: string) => clock.advance(day(to).getTime() - clock.now().getTime())
  const states = async (code = hutang) => {
    const { items } = (await t.ask('GET /api/regions/:code/catalogue', { params: { code } })).body
    return new Map(items.map(({ item, state, stateText }) => [item.no, { state, stateText, item }]))
  }
  const missing = async (code?: string) =>
    [...(await states(code)).values()].filter(({ state }) => state === 'missing')

  it('has nothing red on its first day, in either catalogue, and says when it will be due', async () => {
    expect((await states()).size).toBe(51)
    expect((await states('310116109')).size).toBe(40)
    for (const code of [hutang, '310116109']) expect(await missing(code)).toEqual([])
    const monthly = [...(await states()).values()].find(({ item }) => item.frequency === 'monthly')
    expect(monthly).toMatchObject({
      state: 'notDue',
      stateText: '还没到时间：11月的应在 12 月 10 日前（含当日）公开',
    })
    const home = await t.ask('GET /api/screens/home', { query: { region: hutang } })
    expect(home.body).toMatchObject({ items: 51, published: 0, missingItems: 0 })
  })

  it('may publish about what was before it', async () => {
    const notice = { id: 'old', item: 39, title: '2026年9月财务收支', at: clock.now() }
    await aNotice(t.deps.models, notice)
    expect((await states()).get(39)?.state).toBe('published')
    await t.deps.models.Notice.deleteMany({})
  })

  it('is late by the month, then the quarter, then the year', async () => {
    const red = async (to: string) => {
      travel(to)
      t.forget()
      return new Set((await missing()).map(({ item }) => item.frequency))
    }
    expect(await red('2026-12-10')).not.toContain('monthly')
    expect(await red('2026-12-11')).toContain('monthly')
    expect(await red('2027-01-10')).not.toContain('quarterly')
    const winter = await red('2027-01-11')
    for (const frequency of ['quarterly', 'perEvent', 'onChange']) expect(winter).toContain(frequency)
    expect(winter).not.toContain('yearly')
    expect(await red('2027-01-31')).toContain('yearly')
    expect(await missing()).toHaveLength(51)
  })
})
