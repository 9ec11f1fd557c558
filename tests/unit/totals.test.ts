import { type Cell, type Column, defaultTotal, tableTotals, totalRowKind } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const text = (label: string): Column => ({ key: 'a', label, kind: 'text' })
const money = (label: string, total?: Column['total']): Column => ({ key: 'a', label, kind: 'money', total })
const count = (label: string, total?: Column['total']): Column => ({
  key: 'a',
  label,
  kind: 'integer',
  total,
})
const rowsOf = (...rows: Cell[][]) => rows.map((cells) => ({ cells }))
const totals = (columns: Column[], ...rows: Cell[][]) =>
  tableTotals(columns, rowsOf(...rows)).map(({ label, cells }) => [label, ...cells])

describe('the heading of a column', () => {
  it.each(
    '单价（元） 元/亩 工价（元/工日） 标准（元/月） 每亩补贴（元） 均价 报价（元） 评估价（元） 控制价 费率（%） 期初（元） 期末余额（元） 本期增减（元） 结余 累计支出（元） 比例'.split(
      ' ',
    ),
  )('%s of money is not added up', (label) => {
    expect(defaultTotal({ label, kind: 'money' })).toBe('none')
  })

  it.each(
    '序号 年度 年份 代码 户号 层数 得分 扣分 名次 进度（%） 完成率 赞成票 反对票 应到人数 年龄 期数 列3 组'.split(
      ' ',
    ),
  )('%s of whole numbers is not added up', (label) => {
    expect(defaultTotal({ label, kind: 'integer' })).toBe('none')
  })

  it.each(['户数', '人数（人）', '服务次数', '数量（份）', '工日', '面积（㎡）', '参加人次'])(
    '%s is counted, and added up',
    (label) => {
      expect(defaultTotal({ label, kind: 'integer' })).toBe('sum')
    },
  )

  it('of income and spending asks for a balance; other money and areas are sums; words are nothing', () => {
    for (const label of ['收入（元）', '本月支出', '收支金额'])
      expect(defaultTotal({ label, kind: 'money' })).toBe('balance')
    expect(defaultTotal({ label: '补助金额（元）', kind: 'money' })).toBe('sum')
    expect(defaultTotal({ label: '流转面积（亩）', kind: 'area' })).toBe('sum')
    expect(defaultTotal({ label: '收入（元）', kind: 'text' })).toBe('none')
  })
})

describe('what stands below a table', () => {
  it('is one sum of each column that can be added, and nothing where none can', () => {
    const columns = [text('户主'), money('金额（元）'), money('单价（元）'), count('层数')]
    expect(totals(columns, ['甲', 100, 3, 2], ['乙', 250, 4, 3])).toEqual([['合计', null, 350, null, null]])
    expect(totals([text('议题'), count('赞成票')], ['修路', 30], ['建桥', 28])).toEqual([])
    expect(totals([text('户主'), money('金额（元）')], ['甲', null])).toEqual([])
  })

  it('is two sums and a balance where income and spending have columns of their own', () => {
    const columns = [text('摘要'), money('收入（元）'), money('支出（元）')]
    expect(totals(columns, ['租金', 800, null], ['电费', null, 300], ['保洁', null, 700])).toEqual([
      ['收入合计', null, 800, null],
      ['支出合计', null, null, 1000],
      ['结余', null, -200, null],
    ])
  })

  it('pairs the columns of each period by their headings', () => {
    const columns = [
      text('科目'),
      ...['上年收入', '上年支出', '本年收入', '本年支出'].map((one) => money(one)),
    ]
    expect(totals(columns, ['租金', 5, 2, 9, 4])).toEqual([
      ['收入合计', null, 5, null, 9, null],
      ['支出合计', null, null, 2, null, 4],
      ['结余', null, 3, null, 5, null],
    ])
  })

  it('is a plain sum where only one side is there', () => {
    expect(totals([text('摘要'), money('收入（元）')], ['租金', 5], ['利息', 6])).toEqual([
      ['合计', null, 11],
    ])
  })

  it('goes by the group column (科目, 收支) whatever the columns say', () => {
    const columns = [text('科目'), money('预算（元）', 'sum'), money('决算（元）', 'balance')]
    expect(totals(columns, ['收入：租金', 100, 120], ['支出：保洁', 60, 70], ['支出：水电', 10, 5])).toEqual([
      ['收入合计', null, 100, 120],
      ['支出合计', null, 70, 75],
      ['结余', null, 30, 45],
    ])
    expect(totals([text('收/支'), money('金额（元）')], ['收', 9], ['支', 4])).toEqual([
      ['收入合计', null, 9],
      ['支出合计', null, 4],
      ['结余', null, 5],
    ])
  })

  it('goes by the sign in one column of both', () => {
    expect(totals([text('摘要'), money('收支（元）')], ['租金', 900], ['电费', -200], ['利息', 0])).toEqual([
      ['收入合计', null, 900],
      ['支出合计', null, 200],
      ['结余', null, 700],
    ])
  })

  it('never adds debts to claims', () => {
    const columns = [text('债权或债务'), money('金额（元）', 'sum')]
    expect(totals(columns, ['债权', 900], ['债务', 400])).toEqual([])
    expect(totals([text('类别'), money('金额')], ['应收', 900], ['应付', 400])).toEqual([])
  })

  it('says nothing rather than a sum too large to be exact', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect(totals([text('户主'), money('金额')], ['甲', most], ['乙', 1])).toEqual([])
  })
})

describe('a row that is a sum itself', () => {
  const columns = [count('序号'), text('摘要'), money('收入（元）'), money('支出（元）')]
  const added =
    '合计 合　计 小计 总计 共 计： 一、合计 本月合计 1组小计 支出合计 收入小计 合计（元） 合\u200b计'.split(
      / (?!计)/,
    )
  const carried =
    '上月结余 一、上月结余 1.上月结余 本月结余 期初余额 期末余额 月末余额 累计 本月累计 本年累计 结余 结转下月 上年结转 承前页 过次页'.split(
      ' ',
    )
  it.each(added)('%s adds what stands above', (word) => {
    expect(totalRowKind(columns, { cells: [null, word, 6.5, 200] })).toBe('added')
  })
  it.each(carried)('%s comes from elsewhere', (word) => {
    expect(totalRowKind(columns, { cells: [null, word, 6.5, 200] })).toBe('carried')
  })
  it.each(['合计户', '小计划', '结余款存银行', '累计折旧', '余额宝收益', '顾合计'])(
    '%s is a row like others',
    (word) => {
      expect(totalRowKind(columns, { cells: [1, word, 6.5, 200] })).toBeNull()
    },
  )

  it('is no sum where it concerns a household, or where another cell says so', () => {
    expect(totalRowKind(columns, { household: 'HT-1', cells: [null, '合计', 1, 2] })).toBeNull()
    expect(totalRowKind([text('户主'), text('备注')], { cells: ['甲', '合计'] })).toBeNull()
  })

  it('is not counted twice', () => {
    expect(
      totals(
        columns,
        [null, '上月结余', 5000, null],
        [1, '租金', 800, null],
        [2, '电费', null, 300],
        [null, '合计', 800, 300],
      ),
    ).toEqual([
      ['收入合计', null, null, 800, null],
      ['支出合计', null, null, null, 300],
      ['结余', null, null, 500, null],
    ])
    const grouped = [text('科目'), money('金额')]
    expect(totals(grouped, ['收入：租金', 7], ['支出：电', 2], ['合计', 9])).toEqual([
      ['收入合计', null, 7],
      ['支出合计', null, 2],
      ['结余', null, 5],
    ])
  })
})
