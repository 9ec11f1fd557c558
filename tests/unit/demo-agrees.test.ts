import { type Cell, moneyText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { type DemoNotice, demoVillage } from '../../server/src/demo/village'

const [hutang, liuqiao, heyue, township] = ['310116109213', '310116109221', '310116109222', '310116109']
const fen = (amount: number) => moneyText(amount, { approximate: false })
const wordsOf = ({ title, plain, body, elements }: DemoNotice) =>
  [title, plain, body, ...elements.map(({ text }) => text)].join('\n')

/** What must hold within every row of an item: from the cells by the key of their column. */
const rules: Record<number, (cell: Record<string, number>) => [number, number]> = {
  9: ({ days = 0, rate = 0, amount = 0 }) => [days * rate, amount],
  13: ({ visits = 0, amount = 0 }) => [visits * 3_500, amount],
  23: ({ area = 0, amount = 0 }) => [area * 180, amount],
  31: ({ transferred = 0, fee = 0 }) => [transferred * 300, fee],
  // A budget has no final figures yet.
  38: ({ budget = 0, actual, difference = 0 }) =>
    actual === undefined ? [difference, 0] : [actual - budget, difference],
  40: ({ standard = 0, paid = 0 }) => [standard * 3, paid],
  41: ({ opening = 0, change = 0, closing = 0 }) => [opening + change, closing],
  43: ({ shares = 0, amount = 0 }) => [shares * 4_200, amount],
  44: ({ received = 0, spent = 0, left = 0 }) => [received - spent, left],
  27: ({ yes = 0, no = 0, abstained = 0, present = 0 }) => [yes + no + abstained, present],
}

describe.each(['2026-11-20', '2026-05-31', '2027-03-01'])('the demo on %s', (day) => {
  const { notices } = demoVillage(new Date(`${day}T02:00:00Z`))
  const of = (region: string | undefined, item: number) =>
    notices.filter((one) => one.region === region && one.item === item)
  const column = (notice: DemoNotice | undefined, key: string): Cell[] => {
    const at = notice?.table?.columns.findIndex((one) => one.key === key) ?? -1
    return notice?.table?.rows.map(({ cells }) => cells[at] ?? null) ?? []
  }
  const sum = (notice: DemoNotice | undefined, key: string) =>
    column(notice, key).reduce<number>((total, cell) => total + Number(cell), 0)

  it.each(Object.keys(rules).map(Number))('adds up within every row of item %d', (item) => {
    const rule = rules[item]
    const tables = notices
      .filter((one) => one.item === item && one.region.length === 12)
      .flatMap(({ table }) => table ?? [])
    expect(tables.length).toBeGreaterThan(0)
    for (const { columns, rows } of tables)
      for (const { cells } of rows) {
        const figures = columns.flatMap(({ key }, at) =>
          typeof cells[at] === 'number' ? [[key, cells[at]]] : [],
        )
        const [one, other] = rule?.(Object.fromEntries(figures)) ?? []
        expect([item, one]).toEqual([item, other])
      }
  })

  it('pays a day of casual work as its words and the accounts say', () => {
    for (const work of of(hutang, 9)) {
      const rates = new Set(column(work, 'rate'))
      expect([...rates].map((rate) => wordsOf(work).includes(`每个工日 ${fen(Number(rate))}`))).toEqual([
        true,
      ])
      expect(wordsOf(work)).toContain(`${sum(work, 'days')} 个工日`)
      expect(wordsOf(work)).toContain(fen(sum(work, 'amount')))
    }
  })

  it('gives one period and one price for medical insurance, in village and township', () => {
    const [village] = of(hutang, 22)
    const [town] = of(township, 30)
    const days = (notice: DemoNotice | undefined) => /\d+ 月 \d+ 日(?=前)/.exec(notice?.plain ?? '')?.[0]
    expect(days(village)).toBeDefined()
    const others = [town, ...of(liuqiao, 51), ...of(heyue, 51)]
    expect(others.map(days)).toEqual(others.map(() => days(village)))
    const prices = column(village, 'own').map((one) => fen(Number(one)))
    for (const price of prices) expect(wordsOf(town as DemoNotice)).toContain(price)
    const period = (notice: DemoNotice | undefined) =>
      /从?(\d+ 月 \d+ 日)[至到](\d+ 月 \d+ 日)/.exec(wordsOf(notice as DemoNotice))?.slice(1)
    expect(period(town)).toEqual(period(village))
  })

  it('counts for the township what its villages list as 低保', () => {
    const lists = [hutang, liuqiao, heyue].map((region) => of(region, 12).at(-1))
    const households = lists.reduce((total, one) => total + (one?.table?.rows.length ?? 0), 0)
    const people = lists.reduce((total, one) => total + sum(one, 'people'), 0)
    const [town] = of(township, 15)
    expect(town?.plain).toContain(`${households} 户`)
    expect(wordsOf(town as DemoNotice)).toContain(`保障 ${people} 人`)
  })

  it('begins each time with the claims and debts that were left', () => {
    const editions = of(hutang, 41)
    editions.slice(1).forEach((later, at) => {
      expect(column(later, 'opening')).toEqual(column(editions[at], 'closing'))
    })
  })

  it('pays the cadres in the accounts what item 40 says, and spends on the office what it says', () => {
    for (const pay of of(hutang, 40)) {
      const monthly = sum(pay, 'standard')
      expect(sum(pay, 'paid')).toBe(monthly * 3)
      expect(wordsOf(pay)).toContain(fen(monthly))
      for (const month of of(hutang, 39).filter(({ ledger }) => ledger?.body === 'committee')) {
        const at = column(month, 'summary').indexOf('村干部报酬（见报酬公开）')
        expect(column(month, 'expense')[at]).toBe(monthly)
      }
    }
  })
})
