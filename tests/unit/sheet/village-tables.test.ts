import { describe, expect, it } from '@jest/globals'
import { columnOf, kindsOf, labelsOf, reading } from '../../support/sheet'

describe('tables as they hang in villages', () => {
  it('have prices of a piece with three decimals: 水电费', () => {
    const read = reading(
      '户名\t上月读数\t本月读数\t用量（度）\t单价（元）\t金额\n唐燕\t1203\t1250\t47\t0.617\t29.00\n沈国良\t988\t1030\t42\t0.617\t25.91',
    )
    expect(read.problems).toEqual([])
    expect(columnOf(read, '单价（元）')).toEqual(['0.617', '0.617'])
    expect(kindsOf(read).filter(([, , total]) => total === 'sum')).toEqual([
      ['用量（度）', 'integer', 'sum'],
      ['金额', 'money', 'sum'],
    ])
  })

  it('have an upper heading over some columns, whose own names all stand below: 低保', () => {
    const read = reading(
      '低保对象公示\n\t\t\t\t月保障金额（元）\t\n户主姓名\t组别\t保障人口\t致贫原因\t低保金\t分类施保\n唐燕\t1组\t2\t因病\t1,520\t200',
    )
    expect(labelsOf(read)).toEqual([
      ...['户主姓名', '组别', '保障人口', '致贫原因'],
      ...['月保障金额（元）·低保金', '月保障金额（元）·分类施保'],
    ])
    expect(columnOf(read, '月保障金额（元）·低保金')).toEqual(['1520.00'])
  })

  it('have quarters over their columns, and a year over all: 资金使用', () => {
    const read = reading(
      '\t2026年\t\t\t\n\t一季度\t\t二季度\t\n项目\t收入\t支出\t收入\t支出\n办公\t1\t2\t3\t4',
    )
    expect(labelsOf(read)).toEqual(['项目', '一季度·收入', '一季度·支出', '二季度·收入', '二季度·支出'])
  })

  it.each(['预算数', '执行数', '年初数', '期末数', '本年数', '上月数', '累计数'])(
    'have accounts in the unit that stands above them: %s',
    (label) => {
      const read = reading(`单位：万元\n项目\t${label}\n工资\t12.5\n办公\t10`)
      expect(columnOf(read, label)).toEqual(['125000.00', '100000.00'])
    },
  )

  it('have people and households in no unit of money, whatever stands above', () => {
    expect(kindsOf(reading('单位：万元\n项目\t户数\t人数\n甲\t12\t30'))).toMatchObject([
      {},
      ['户数', 'integer', 'sum'],
      ['人数', 'integer', 'sum'],
    ])
  })

  it('have months without a day, which are never added: 竣工日期', () => {
    expect(kindsOf(reading('项目\t竣工日期\n村道\t2026.6\n桥\t2026.7'))[1]).toEqual([
      '竣工日期',
      'text',
      'none',
    ])
  })

  it('have a sum with what was brought over, which is no mistake; another sum is', () => {
    const sheet = (sum: string) =>
      `项目\t收入（元）\n上年结余\t120,000\n补助\t50,000\n发包\t30,000\n合计\t${sum}`
    expect(reading(sheet('200,000')).sums).toMatchObject([{ agrees: true }])
    expect(reading(sheet('80,000')).sums).toMatchObject([{ agrees: true }])
    expect(reading(sheet('200,001')).sums).toMatchObject([{ agrees: false, computed: 8000000 }])
  })
})
