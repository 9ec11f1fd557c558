import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { accountsOf, cooperatives, october, september } from '../support/ledgers'
import {
  completeContent,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
const ids: Record<string, string> = {}
beforeAll(async () => {
  t = await villageApp()
  for (const [name, month] of Object.entries({ september, cooperatives, october })) {
    ids[name] = (await published(t, 39, accountsOf(month))).notice
    t.clock.advance(60_000)
  }
  ids.other = (await published(t, 33, completeContent(33, { title: '翻建住房审批结果' }))).notice
  t.clock.advance(60_000)
  ids.how = (await published(t, 33, completeContent(33, { title: '农民建房怎么批' }))).notice
  t.clock.advance(60_000)
  ids.newer = (await published(t, 33, completeContent(33, { title: '本季度农民建房审批' }))).notice
})
afterAll(() => t.close())

const home = async (who: Who | null = null) =>
  (
    await t.ask('GET /api/screens/home', {
      query: { region: village.code },
      ...(who ? { token: renewed(t, who) } : {}),
    })
  ).body

describe('the home page', () => {
  it.each([null, 'villager', 'clerk'] as const)(
    'tells %s the newest month of one body, never of two',
    async (who) => {
      const { finance } = await home(who)
      expect(finance).toMatchObject({
        notice: ids.october,
        what: '10月',
        body: '护塘村村民委员会',
        income: 400_000,
        expense: 150_000,
        closing: 1_450_000,
      })
    },
  )

  it('tells a visitor the sums and no line of them', async () => {
    expect(JSON.stringify(await home())).not.toContain('一笔')
    const { body } = await t.ask('GET /api/notices/:id', { params: { id: ids.october ?? '' } })
    expect(body).toMatchObject({ access: 'title', table: null, ledger: null })
  })

  it('leads each question to the notice that answers it, by its title where one is named', async () => {
    const { asked } = await home('villager')
    expect(asked).toHaveLength(10)
    expect(asked.find(({ key }) => key === 'spent')).toEqual({ key: 'spent', notice: ids.october, no: 39 })
    expect(asked.find(({ key }) => key === 'building')?.notice).toBe(ids.how)
    // Nothing is published of it yet: the item says so.
    expect(asked.find(({ key }) => key === 'insurance')).toEqual({ key: 'insurance', no: 22 })
  })

  it('chooses the questions by who looks', async () => {
    const four = async (who: Who | null) => (await home(who)).asked.slice(0, 4).map(({ key }) => key)
    expect(await four(null)).toContain('genuine')
    expect(await four('villager')).toContain('lowIncome')
    expect(await four('clerk')).not.toContain('lowIncome')
  })

  it('says of each category what its newest notice says, as far as one may read', async () => {
    const newest = async (who: Who | null) =>
      (await home(who)).categories.find(({ category }) => category === '重大决策')?.newest
    expect(await newest(null)).toBe('本季度农民建房审批')
    expect(await newest('villager')).not.toBe('本季度农民建房审批')
  })

  it('says what is late in a sentence with its day, what was due last first', async () => {
    const { missing, missingItems, categories } = await home()
    expect(missing[0]?.sentence).toMatch(/应在 .+前公开，已过 \d+ 天，还没有公开$|还从未公开$/)
    expect(categories.reduce((sum, one) => sum + one.missing, 0)).toBe(missingItems)
  })

  it('is small', async () => {
    expect(JSON.stringify(await home('villager')).length).toBeLessThan(20_000)
  })
})

describe('要紧的事', () => {
  it('is what has a date to come, the next first; what is over is gone', async () => {
    const days = (n: number) => new Date(t.clock.now().getTime() + n * 86_400_000)
    const until = async (id: string | undefined, at: Date) => {
      await t.deps.models.Notice.updateOne({ _id: id }, { $set: { 'head.validUntil': at } })
    }
    await until(ids.how, days(9))
    await until(ids.newer, days(3))
    await until(ids.other, days(-1))
    await t.deps.marks.move(`region:${village.code}`)
    const { due } = await home('villager')
    expect(due.map(({ notice, days: left }) => [notice, left])).toEqual([
      [ids.newer, 3],
      [ids.how, 9],
    ])
    // Whoever may read the title alone is told the title.
    expect((await home()).due[0]?.title).toBe('本季度农民建房审批')
  })
})
