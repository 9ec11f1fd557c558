import { tableTotals, totalWord } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { chosenIn, columnOf, kindsOf, reading } from '../../support/sheet'

describe('a row of sums (sheets.md 1)', () => {
  it.each([
    '合计',
    '小计',
    '合　计',
    '小 计',
    '总计',
    '共计',
    '合计：',
    '合计（元）',
    '一、合计',
    '本页小计',
    '本页合计',
    '全村合计',
    '一组小计',
    '第三组合计',
    '15组小计',
    '本月合计',
    '收入合计',
    '支出合计',
    '收入小计',
    '合计12户',
    '合计：壹仟贰佰元整',
    '合计（大写）：壹仟贰佰元整',
    '总合计',
    '以上合计',
    '共计3人',
  ])('%s adds up', (word) => {
    expect(totalWord(word)).toBe('added')
  })

  it.each([
    '本月结余',
    '累计',
    '一、上月结余',
    '期末余额',
    '承前页',
    '过次页',
    '本年累计',
    '上年结转',
    '其中：五保户',
    '平均',
    '户均',
  ])('%s comes from elsewhere', (word) => {
    expect(totalWord(word)).toBe('carried')
  })

  it.each(['合计花', '小计划', '沈合计', '总计划生育', '结余粮', '累计工时奖', '共青团', '水电费'])(
    '%s is a row',
    (word) => {
      expect(totalWord(word)).toBeNull()
    },
  )

  it('is left out unless the clerk keeps it, and never counted', () => {
    const text = '组别\t户主\t面积（亩）\t补贴（元）\n1组\t甲\t2.5\t100\n1组\t乙\t4\t100\n合计\t\t6.5\t200'
    const read = reading(text)
    expect(chosenIn(read, 'totals')).toBe('drop')
    expect(columnOf(read, '户主')).toEqual(['甲', '乙'])
    expect(read.sums.map(({ label, agrees }) => [label, agrees])).toEqual([
      ['面积（亩）', true],
      ['补贴（元）', true],
    ])
    const kept = reading(text, { answers: { choices: { totals: 'keep' } } })
    expect(kept.table.rows).toHaveLength(3)
    expect(tableTotals(kept.table.columns, kept.table.rows)).toEqual(
      tableTotals(read.table.columns, read.table.rows),
    )
  })

  it('is found in a column of numbers, and tells no household', () => {
    const read = reading('序号\t户号\t户主\t补贴（元）\n1\tHT-1\t甲\t100\n合计\t1户\t\t100')
    expect(read.table.rows.map(({ household }) => household)).toEqual(['HT-1'])
    expect(read.problems).toEqual([])
  })

  it('says it when it differs from the true sum', () => {
    const read = reading('户主\t补贴（元）\n甲\t100\n乙\t200\n合计\t400')
    expect(read.sums).toMatchObject([
      { name: '合计', label: '补贴（元）', stated: 40_000, computed: 30_000, agrees: false },
    ])
  })

  it('of a group is compared with its group, and that of all with all', () => {
    const read = reading(
      '姓名\t金额(元)\n\n甲\t100\n乙\t200\n一组小计\t300\n\n丙\t100\n二组小计\t101\n\n总计\t400',
    )
    expect(read.sums.map(({ name, computed, agrees }) => [name, computed, agrees])).toEqual([
      ['一组小计', 30_000, true],
      ['二组小计', 10_000, false],
      ['总计', 40_000, true],
    ])
    expect(columnOf(read, '姓名')).toEqual(['甲', '乙', '丙'])
  })

  it('may stand above its rows', () => {
    expect(reading('户主\t补贴（元）\n合计\t300\n甲\t100\n乙\t200').sums).toMatchObject([{ agrees: true }])
  })
})

describe('what is added up (sheets.md 2)', () => {
  it('are quantities and sums of money only', () => {
    const read = reading(
      '序号\t年度\t元/亩\t单价\t工价（元/工日）\t进度（%）\t代码\t得分\t层数\t数量\t金额（元）\n1\t2026\t300\t5\t150\t35%\t0012\t98.5\t2\t3\t9\n2\t2026\t310\t5\t150\t98.5\t0013\t95\t3\t4\t8',
    )
    expect(kindsOf(read).map(([label, , total]) => [label, total])).toEqual([
      ['序号', 'none'],
      ['年度', 'none'],
      ['元/亩', 'none'],
      ['单价', 'none'],
      ['工价（元/工日）', 'none'],
      ['进度（%）', 'none'],
      ['代码', 'none'],
      ['得分', 'none'],
      ['层数', 'none'],
      ['数量', 'sum'],
      ['金额（元）', 'sum'],
    ])
  })

  it('are income and spending apart, in two columns, by their sign, or by the section they stand in', () => {
    const totals = (text: string) => {
      const { table } = reading(text)
      return tableTotals(table.columns, table.rows).map(({ label, cells }) => [
        label,
        ...cells.filter((cell) => cell !== null),
      ])
    }
    const apart = [
      ['收入合计', 50_000],
      ['支出合计', 13_000],
      ['结余', 37_000],
    ]
    expect(totals('摘要\t收支金额（元）\n租金\t500\n电费\t（30.00）\n保洁\t-100')).toEqual(apart)
    expect(totals('项目\t金额（元）\n一、收入\t\n租金\t500\n二、支出\t\n电费\t30\n保洁\t100')).toEqual(apart)
    expect(totals('收入项目\t金额\t支出项目\t金额\n租金\t500\t电费\t30\n\t\t保洁\t100')).toEqual(apart)
    expect(
      totals('日期\t收入\t\t支出\t\n\t项目\t金额\t项目\t金额\n1月\t租金\t500\t电费\t130').at(-1)?.[0],
    ).toBe('结余')
  })

  it('are not the sums of sections, which are compared with their lines', () => {
    const read = reading(
      '护塘村2026年10月财务收支表\n单位：元\n项目\t金额\t备注\n一、上月结余\t1000\t\n二、本月收入\t350\t\n1.租金\t300\t\n2.利息\t50\t\n三、本月支出\t131\t\n1.电费\t30\t\n2.保洁费\t100\t5人\n四、本月结余\t1220\t',
    )
    expect(columnOf(read, '项目')).toEqual(['1.租金', '2.利息', '1.电费', '2.保洁费'])
    expect(columnOf(read, '收支')).toEqual(['收入', '收入', '支出', '支出'])
    expect(columnOf(read, '备注')).toEqual(['', '', '', '5人'])
    expect(read.sums.filter(({ agrees }) => !agrees).map(({ name, computed }) => [name, computed])).toEqual([
      ['三、本月支出', 13_000],
    ])
  })

  it('is left over from what was there before, and that is compared too', () => {
    const left = (text: string) =>
      reading(text)
        .sums.filter(({ name }) => /结余/.test(name))
        .map(({ stated, computed, agrees }) => [stated, computed, agrees])
    expect(
      left('摘要\t收入（元）\t支出（元）\n上月结余\t500\t\n租金\t100\t\n电费\t\t30\n本月结余\t570\t'),
    ).toEqual([[57_000, 57_000, true]])
    expect(
      left(
        '项目\t金额（元）\n一、上月结余\t1000\n二、本月收入\t350\n租金\t300\n利息\t50\n三、本月支出\t30\n电费\t30\n四、本月结余\t1350',
      ),
    ).toEqual([[135_000, 132_000, false]])
  })

  it('is a part (其中) only of a row: below a sum it is what the sum is of', () => {
    const budget = reading(
      '科目\t预算（元）\n一、收入\t100\n其中：租金\t60\n补助\t40\n二、支出\t80\n电费\t80',
    )
    expect(columnOf(budget, '科目')).toEqual(['其中：租金', '补助', '电费'])
    expect(budget.sums.every(({ agrees }) => agrees)).toBe(true)
    expect(columnOf(reading('类型\t户数\n合计\t9\n其中：低保\t5\n特困\t4'), '类型')).toEqual([
      '其中：低保',
      '特困',
    ])
    expect(columnOf(reading('类型\t户数\n低保\t5\n其中：残疾\t2\n特困\t4'), '类型')).toEqual(['低保', '特困'])
  })

  it('are not those of sections within sections either', () => {
    const read = reading(
      '项目\t金额（元）\n一、收入\t301\n（一）经营收入\t200\n1.租金\t150\n2.摊位\t50\n（二）补助收入\t100\n1.镇补\t100\n二、支出\t50\n1.电费\t50',
    )
    expect(columnOf(read, '项目')).toEqual(['1.租金', '2.摊位', '1.镇补', '1.电费'])
    expect(columnOf(read, '收支')).toEqual(['收入', '收入', '收入', '支出'])
    expect(read.sums.map(({ name, computed, agrees }) => [name, computed, agrees])).toEqual([
      ['一、收入', 30_000, false],
      ['(一)经营收入', 20_000, true],
      ['(二)补助收入', 10_000, true],
      ['二、支出', 5000, true],
    ])
    const list = reading(
      '项目\t金额（元）\n一、收入\t300\n（一）租金\t200\n（二）利息\t100\n二、支出\t50\n（一）电费\t50',
    )
    expect(columnOf(list, '项目')).toEqual(['（一）租金', '（二）利息', '（一）电费'])
  })

  it('beside each other are compared each with its own half', () => {
    const read = reading(
      '收入\t\t支出\t\n项目\t金额（元）\t项目\t金额（元）\n租金\t100\t电费\t20\n合计\t100\t合计\t21',
    )
    expect(read.sums.map(({ name, computed, agrees }) => [name, computed, agrees])).toEqual([
      ['合计', 10_000, true],
      ['合计', 2000, false],
    ])
    expect(read.questions.map(({ id }) => id)).toEqual(['halves', 'totals'])
  })

  it('is every line of a plain numbered list', () => {
    expect(reading('项目\t金额（元）\n一、修路\t100\n二、建桥\t\n三、路灯\t50').table.rows).toHaveLength(3)
  })
})
