import { describe, expect, it } from '@jest/globals'
import { chosenIn, columnOf, kindsOf, labelsOf, reading } from '../../support/sheet'

describe('the unit of money and land (sheets.md 5)', () => {
  it('of a heading converts the figures, and the heading says 元 from then on', () => {
    const read = reading('项目\t拨款（万元）\t配套（千元）\n水渠\t12.5\t3\n泵房\t-0.0001\t0.5')
    expect(labelsOf(read)).toEqual(['项目', '拨款（元）', '配套（元）'])
    expect(columnOf(read, '拨款（元）')).toEqual(['125000.00', '-1.00'])
    expect(columnOf(read, '配套（元）')).toEqual(['3000.00', '500.00'])
    expect(read.columns.map(({ from }) => from)).toEqual([null, '万元', '千元'])
    expect(read.questions).toEqual([])
  })

  it.each([
    '单位：万元\n项目\t拨款\n水渠\t12.5',
    '资金表\t单位：万元\n项目\t拨款\n水渠\t12.5',
    '资金表（单位：万元）\n项目\t拨款\n水渠\t12.5',
    '资金表\n编制单位：护塘村\t金额单位：万元\n项目\t拨款\n水渠\t12.5',
    '项目\t拨款（万元）\n水渠\t12.5',
    '项目\t拨款万元\n水渠\t12.5',
    '项目\t拨款【万元】\n水渠\t12.5',
    '项目\t拨款\n水渠\t12.5万元',
    '项目\t拨款（万元）\n水渠\t125000元',
    '项目\t拨款（元）\n水渠\t12.5万',
    '单位：万元\n项目\t拨款（元）\n水渠\t125000',
    '单位：亩、万元\n项目\t拨款\n水渠\t12.5',
    '项目\t拨款\n水渠\t12.5\n单位：万元',
    '项目\t拨款\n\t（万元）\n水渠\t12.5',
    '项目\t年租金\n水渠\t125000元',
  ])('is read in %j', (text) => {
    const read = reading(text)
    expect(read.table.columns[1]?.kind).toBe('money')
    expect(read.table.rows[0]?.cells[1]).toBe(12_500_000)
    expect(read.questions).toEqual([])
    expect(labelsOf(read)[1]).not.toContain('万')
  })

  it('above the table also names columns that say nothing themselves', () => {
    const read = reading('单位：万元\n项目\t一季度\t二季度\t合计\t人数\n租金\t1.2\t1.3\t2.5\t3')
    expect(kindsOf(read).map(([, kind]) => kind)).toEqual(['text', 'money', 'money', 'money', 'integer'])
    expect(read.table.rows[0]?.cells).toEqual(['租金', 1_200_000, 1_300_000, 2_500_000, 3])
  })

  it('is asked where nothing says it', () => {
    const text = '项目\t拨款\n水渠\t12.5'
    const read = reading(text)
    expect(chosenIn(read, 'unit')).toBe('元')
    expect(columnOf(read, '拨款')).toEqual(['12.50'])
    const answered = reading(text, { answers: { choices: { unit: '万元' } } })
    expect(columnOf(answered, '拨款')).toEqual(['125000.00'])
  })

  it('is not lost when the columns are there already', () => {
    const columns = [
      { key: 'what', label: '项目', kind: 'text' as const },
      { key: 'sum', label: '拨款（元）', kind: 'money' as const },
    ]
    const read = reading('项目\t拨款（万元）\n水渠\t12.5', { columns })
    expect(read.table.columns).toEqual(columns)
    expect(read.table.rows[0]?.cells).toEqual(['水渠', 12_500_000])
  })

  it('of a heading is not that of a column of the same name in another', () => {
    const columns = [{ key: 'area', label: '面积（亩）', kind: 'area' as const }]
    const read = reading('面积（㎡）\n120.5\n98', { columns })
    expect(kindsOf(read).map(([label, kind]) => [label, kind])).toEqual([
      ['面积（亩）', 'area'],
      ['面积（㎡）', 'number'],
    ])
    expect(read.table.rows[0]?.cells).toEqual([null, 1_205_000])
    expect(reading('面积（公顷）\n1.5', { columns }).table.columns).toHaveLength(2)
  })

  it('of land is never taken for another: ㎡ are no 亩', () => {
    const read = reading('户主\t承包面积\t宅基地面积（㎡）\t林地（万亩）\n甲\t3.5\t120.5\t0.002')
    expect(kindsOf(read).map(([label, kind]) => [label, kind])).toEqual([
      ['户主', 'name'],
      ['承包面积', 'area'],
      ['宅基地面积（㎡）', 'number'],
      ['林地（亩）', 'area'],
    ])
    expect(read.table.rows[0]?.cells).toEqual(['甲', 350, 1_205_000, 2000])
  })
})

describe('the unit of other things', () => {
  it('is kept in the heading where every cell says it, and nothing is added up of two kinds', () => {
    const read = reading(
      '品名\t数量\t发放\t宅基地面积\t人数\n大米\t10袋\t10袋\t120平方米\t3人\n油\t5桶\t5袋\t98㎡\t4人',
    )
    expect(kindsOf(read)).toEqual([
      ['品名', 'text', 'none'],
      ['数量', 'text', 'none'],
      ['发放（袋）', 'integer', 'sum'],
      ['宅基地面积（㎡）', 'integer', 'sum'],
      ['人数', 'integer', 'sum'],
    ])
    expect(kindsOf(reading('户主\t面积\n甲\t120.5㎡\n乙\t98㎡'))[1]).toEqual(['面积（㎡）', 'number', 'sum'])
  })

  it('of land is asked where nothing says it', () => {
    const read = reading('户主\t面积\n甲\t120.5')
    expect(chosenIn(read, 'land')).toBe('亩')
    const ground = reading('户主\t面积\n甲\t120.5', { answers: { choices: { land: '㎡' } } })
    expect(kindsOf(ground)[1]).toEqual(['面积（㎡）', 'number', 'sum'])
    expect(columnOf(ground, '面积（㎡）')).toEqual(['120.5'])
  })
})

describe('a share of a hundred (sheets.md 13)', () => {
  it('is accepted with and without its sign', () => {
    const read = reading('项目\t进度（%）\t完成率\nA\t35%\t50%\nB\t98.5\t100％')
    expect(columnOf(read, '进度（%）')).toEqual(['35', '98.5'])
    expect(columnOf(read, '完成率（%）')).toEqual(['50', '100'])
    expect(read.problems).toEqual([])
  })

  it('goes into a usual column of whole numbers, which then keeps decimals', () => {
    const usual = [{ key: 'progress', label: '进度（%）', kind: 'integer' as const, total: 'none' as const }]
    const read = reading('项目\t进度\nA\t35%\nB\t98.5', { usual })
    expect(kindsOf(read)[1]).toEqual(['进度（%）', 'number', 'none'])
    expect(read.table.columns[1]?.key).toBe('progress')
    expect(columnOf(read, '进度（%）')).toEqual(['35', '98.5'])
  })
})
