import { type ColumnTotal, isFigureKind, sideOfLabel, tableTotals } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import columnsJson from '../../config/columns.json'
import { demoVillage } from '../../server/src/demo/village'
import { suggestedColumns } from '../../server/src/features/catalogue'

/** Every column of figures, decided one by one: quantities and sums of money are added, nothing else is. */
const decisions: Record<string, Record<string, ColumnTotal>> = {
  3: { 代表户数: 'sum' },
  9: { 工日: 'sum', '工价（元/工日）': 'none', '金额（元）': 'sum' },
  12: { 保障人数: 'sum', '月保障金额（元）': 'sum' },
  13: { 服务次数: 'sum', '服务金额（元）': 'sum' },
  14: { '年发放金额（元）': 'sum' },
  15: { '数量（份）': 'sum' },
  16: { '补助金额（元）': 'sum' },
  17: { '救助金额（元）': 'sum' },
  18: { '本季发放（元）': 'sum' },
  19: { '金额（元）': 'sum' },
  20: { '价格（元）': 'none' },
  21: { 参加人次: 'sum' },
  22: { '个人缴费（元）': 'none', '财政补贴（元）': 'none' },
  23: { '申报面积（亩）': 'sum', '补贴金额（元）': 'sum' },
  24: { '数量（份）': 'sum', '金额（元）': 'sum' },
  25: { '金额（元）': 'sum' },
  26: { '拟补助金额（元）': 'sum' },
  27: { 应到人数: 'none', 实到人数: 'none', 赞成票: 'none', 反对票: 'none', 弃权票: 'none' },
  30: { '承包面积（亩）': 'sum' },
  31: {
    '共有人数（人）': 'sum',
    '承包面积（亩）': 'sum',
    '确权面积（亩）': 'sum',
    '流转面积（亩）': 'sum',
    '本季流转费（元）': 'sum',
  },
  32: { '征收面积（亩）': 'sum', '土地补偿（元）': 'sum', '青苗及附着物补偿（元）': 'sum' },
  33: { '用地面积（㎡）': 'sum', 层数: 'none' },
  34: { 赞成票: 'none' },
  35: { '付款金额（元）': 'sum' },
  36: { '面积（㎡）': 'sum', '年租金（元）': 'sum' },
  38: { '预算（元）': 'balance', '决算（元）': 'balance', '差额（元）': 'balance' },
  39: { '收入（元）': 'balance', '支出（元）': 'balance' },
  40: { '标准（元/月）': 'none', '本季实发（元）': 'sum' },
  41: { '期初（元）': 'none', '本期增减（元）': 'none', '期末（元）': 'none' },
  42: { '原值（元）': 'sum', '净值（元）': 'sum' },
  43: { '成员人数（人）': 'sum', '份额（份）': 'sum', '分配金额（元）': 'sum' },
  44: { '到账金额（元）': 'sum', '已支出（元）': 'sum', '结余（元）': 'sum' },
  45: { '报价（元）': 'none', 得分: 'none' },
  47: { '违建面积（㎡）': 'sum' },
  48: { 得分: 'none' },
  49: { '总投资（元）': 'sum', '已到位（元）': 'sum', '进度（%）': 'none' },
  50: { 可容纳人数: 'sum' },
}

describe('the usual columns of the 51 items', () => {
  it('have each the total that was decided, and words have none', () => {
    const found = Object.keys(columnsJson).flatMap((no) => {
      const figures = suggestedColumns(Number(no)).filter(({ kind }) => isFigureKind(kind))
      return figures.length > 0
        ? [[no, Object.fromEntries(figures.map(({ label, total }) => [label, total]))]]
        : []
    })
    expect(Object.fromEntries(found)).toEqual(decisions)
    const words = Object.values(columnsJson).flatMap((columns) =>
      columns.filter(({ kind }) => !['integer', 'area', 'money'].includes(kind)),
    )
    expect(words.filter(({ total }) => total !== 'none')).toEqual([])
  })
})

const village = demoVillage(new Date('2026-11-20T02:00:00Z'))
const tables = [
  ...village.notices.map(({ item, region, table }) => ({ item, region, table })),
  ...village.drafts.map(({ item, region, content }) => ({ item, region, table: content.table })),
].flatMap(({ item, region, table }) => (table ? [{ item, region, table }] : []))

describe('the tables of the demo', () => {
  it('are of village items whose columns are decided; the township has none', () => {
    expect(tables.every(({ region }) => region.length === 12)).toBe(true)
    expect(tables.length).toBeGreaterThan(90)
  })

  it('show what adding their columns again gives, and nothing of the others', () => {
    for (const { item, table } of tables) {
      const { columns, rows } = table
      const shown = new Map(tableTotals(columns, rows).map(({ kind, cells }) => [kind, cells]))
      columns.forEach(({ label, kind: of }, at) => {
        const decided = isFigureKind(of) ? decisions[String(item)]?.[label] : 'none'
        const figures = rows.map(({ cells }) => ({ cell: cells[at], account: String(cells[0]) }))
        const add = (of: (account: string) => boolean) => {
          const cells = figures.flatMap(({ cell, account }) =>
            typeof cell === 'number' && of(account) ? [cell] : [],
          )
          return cells.length > 0 ? cells.reduce((sum, cell) => sum + cell, 0) : null
        }
        const line = (kind: 'sum' | 'income' | 'expense' | 'balance') => shown.get(kind)?.[at] ?? null
        const all = add(() => true)
        const seen = { item, label, sum: line('sum'), income: line('income'), expense: line('expense') }
        const none = { item, label, sum: null, income: null, expense: null }
        if (decided === 'none') expect(seen).toEqual(none)
        else if (decided === 'sum') expect(seen).toEqual({ ...none, sum: all })
        else if (item === 39) {
          const side = sideOfLabel(label)
          expect(seen).toEqual({ ...none, [String(side)]: all })
        } else {
          const [income, expense] = [
            add((one) => one.startsWith('收入')),
            add((one) => one.startsWith('支出')),
          ]
          expect(seen).toEqual({ ...none, income, expense })
          // A budget of a year that runs has no final figures yet.
          const unspent = income === null && expense === null
          expect(line('balance')).toBe(unspent ? null : Number(income) - Number(expense))
        }
      })
      if (item === 39)
        expect(shown.get('balance')?.[3]).toBe(
          Number(shown.get('income')?.[3]) - Number(shown.get('expense')?.[4]),
        )
    }
  })
})
