import { findHeading, sheetOfText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { chosenIn, columnOf, labelsOf, reading, sheetOf, textsOf } from '../../support/sheet'

const headingOf = (text: string) => findHeading(sheetOfText(text))

describe('the headings of a sheet (sheets.md 8)', () => {
  it('stand below title, unit and office, in two levels, with the sign-off apart', () => {
    const { lines, ...heading } = headingOf(
      '护塘村2026年10月低保公示表\n编制单位：护塘村\t\t\t单位：元\n组别\t户主\t月保障金额\t\t备注\n\t\t低保金\t补贴\t\n1组\t甲\t1200\t30\t\n制表人：王某\t\t审核：李某\n公示期：2026-11-01至2026-11-07',
    )
    expect(heading).toEqual({
      title: '护塘村2026年10月低保公示表',
      unit: '元',
      rows: { from: 2, to: 3 },
      labels: ['组别', '户主', '月保障金额·低保金', '月保障金额·补贴', '备注'],
      first: 4,
      end: 5,
    })
    expect(lines.map(({ row, kind }) => [row, kind])).toEqual([
      [0, 'title'],
      [1, 'office'],
      [1, 'unit'],
      [5, 'signOff'],
      [5, 'signOff'],
      [6, 'signOff'],
    ])
  })

  it.each([
    [
      '上海市金山区\n新安镇护塘村\n2026年度耕地地力保护补贴公示\n公示日期：2026年9月1日-9月7日\n序号\t户主\t金额（元）\n1\t甲\t2',
      4,
    ],
    ['\n\n低保名单\n\n组别\t户主\n1组\t甲', 4],
    ['镇（街道）：新安镇\t村：护塘村\t单位：亩\n户主\t面积\t备注\n甲\t1\t', 1],
    ['填报日期：2026年9月1日\t\t第1页\n户主\t面积\t备注\n甲\t1\t', 1],
    ['（2026年第三季度）\n户主\t面积\t备注\n甲\t1\t', 1],
    ['户主\t面积\t备注\n甲\t1\t', 0],
    ['姓名\n甲\n乙', 0],
    ['项目\t2024年\t2025年\n人口（人）\t3000\t3010', 0],
    ['项目\t1月\t2月\t3月\n电费\t12.5\t13\t14', 0],
    ['作物\t一季度\t二季度\n水稻\t1\t2', 0],
    ['项目\t1组\t2组\t3组\n耕地\t10\t20\t30', 0],
    ['项目\t金额\t单位：万元\n水渠\t12.5', 0],
    ['项目\t2025年\t\t2026年\t\n\t收入\t支出\t收入\t支出\n租金\t1\t2\t3\t4', 0],
    ['甲方\t乙方\t数值\n张三\t李四\t12', 0],
    ['组别\t户主\n1组\t甲\n2组\t乙', 0],
  ])('of %j stand in row %i', (text, row) => {
    expect(headingOf(text).rows?.from).toBe(row)
  })

  it.each([
    'HT-1,15组,甲,1.5\nHT-2,15组,乙,2',
    '1组\t甲\t3.5\n2组\t乙\t4',
    '2026-9-1\t割草\t甲\n2026-9-2\t割草\t乙',
    '张三\t村支书\t13800000000\n李四\t会计\t13900000000',
  ])('are not there in %j', (text) => {
    expect(headingOf(text)).toMatchObject({ rows: null, first: 0, end: 2 })
  })

  it.each([
    [
      '\t\t收入\t\t支出\t\n日期\t摘要\t金额\t票号\t金额\t票号\n2026-1-1\t租金\t12\t0001\t\t',
      ['日期', '摘要', '收入·金额', '收入·票号', '支出·金额', '支出·票号'],
    ],
    [
      '户主\t面积\t单价\t金额\n\t（亩）\t（元/亩）\t（万元）\n甲\t2\t100\t200',
      ['户主', '面积（亩）', '单价（元/亩）', '金额（万元）'],
    ],
    [
      '户主\t面积\t单价\t金额\n\t（亩）\t（元/亩）\t（万元）\n甲\t2\t100\t200',
      ['户主', '面积（亩）', '单价（元/亩）', '金额（万元）'],
    ],
    [
      '项目\t2025年\t\t2026年\t\n\t收入\t支出\t收入\t支出\n租金\t1\t2\t3\t4',
      ['项目', '2025年·收入', '2025年·支出', '2026年·收入', '2026年·支出'],
    ],
    [
      '户主\t土地\t\t\t备注\n\t承包\t流转\t\n\t\t面积（亩）\t金额（元）\n甲\t1\t2\t3\t',
      ['户主', '土地·承包', '土地·流转·面积（亩）', '土地·流转·金额（元）', '备注'],
    ],
    ['组别\t户主\t人口\t人口\n组别\t户主\t男\t女\n1组\t甲\t1\t2', ['组别', '户主', '人口·男', '人口·女']],
  ])('of several levels are joined: %j', (text, labels) => {
    expect(headingOf(text).labels).toEqual(labels)
  })

  it('of a file follow its merged cells', () => {
    const sheet = sheetOf(
      [
        ['护塘村低保', null, null, null],
        ['组别', '户主', '金额', null],
        [null, null, '低保', '补贴'],
        ['一组', '甲', 1, 2],
      ],
      {
        merges: [
          { row: 0, column: 0, rows: 1, columns: 4 },
          { row: 1, column: 0, rows: 2, columns: 1 },
          { row: 1, column: 1, rows: 2, columns: 1 },
          { row: 1, column: 2, rows: 1, columns: 2 },
        ],
      },
    )
    expect(findHeading(sheet)).toMatchObject({
      title: '护塘村低保',
      rows: { from: 1, to: 2 },
      labels: ['组别', '户主', '金额·低保', '金额·补贴'],
    })
  })

  it('may have a line of numbers below them, which is no row', () => {
    expect(headingOf('序号\t户主\t亩数\t金额\n1\t2\t3\t4\n1\t甲\t2\t200').first).toBe(2)
    expect(headingOf('项目\t行次\t本月数\t本年数\n甲\t乙\t1\t2\n租金\t1\t5\t6').first).toBe(2)
    expect(headingOf('项目\t数量\t单价\t金额\n栏次\t1\t2\t3\n租金\t1\t5\t6').first).toBe(2)
    expect(headingOf('户主\t数量\t金额\n甲\t1\t2\n张三\t5\t6').first).toBe(1)
    expect(headingOf('户主\t数量\t金额\n甲\t2\t3\n乙\t3\t4').first).toBe(1)
    expect(headingOf('序号\t数量\t金额\n1\t2\t3\n2\t3\t4').first).toBe(1)
  })

  it('that nobody could name are asked for, and columns never go without a name in silence', () => {
    const text = '老张\t三亩\t同意\n老李\t两亩\t同意'
    const read = reading(`1\t${text.split('\n')[0]}\n2\t${text.split('\n')[1]}`)
    expect(chosenIn(read, 'heading')).toBe('none')
    expect(labelsOf(read)).toEqual(['列1', '列2', '列3', '列4'])
    const first = reading('1\t甲\t乙\n2\t丙\t丁', { answers: { choices: { heading: 'first' } } })
    expect(labelsOf(first)).toEqual(['1', '甲', '乙'])
    expect(first.table.rows).toHaveLength(1)
  })
})

describe('lines around and between the rows', () => {
  const pages =
    '2026年低保表\n组别\t户主\t金额（元）\n1组\t甲\t1\n1组\t乙\t2\n本页小计\t\t3\n制表人：王某\n2026年低保表（续）\n组别\t户主\t金额（元）\n2组\t丙\t3\n合计\t\t6\n注：以上金额为10月。\n护塘村村民委员会\n2026年11月3日\n（盖章）'

  it('are no rows: titles, headings and sign-offs of later pages, notes, offices and dates', () => {
    const read = reading(pages)
    expect(textsOf(read)).toEqual([
      ['1组', '甲', '1.00'],
      ['1组', '乙', '2.00'],
      ['2组', '丙', '3.00'],
    ])
    expect(read.left.map(({ row, what }) => [row, what])).toEqual(
      expect.arrayContaining([
        [5, 'line'],
        [6, 'line'],
        [7, 'heading'],
        [10, 'line'],
        [11, 'line'],
        [12, 'line'],
      ]),
    )
  })

  it('show how to fill in the others', () => {
    const read = reading('户主*\t*金额（元）\t备注\n例：张三\t100\t外出\n# 请从下一行填起\t\t\n甲\t1\t')
    expect(labelsOf(read)).toEqual(['户主', '金额（元）', '备注'])
    expect(columnOf(read, '户主')).toEqual(['甲'])
  })

  it('are told to the clerk, so that nothing disappears in silence', () => {
    const read = reading(pages)
    const rows = new Set([...read.table.rows.map(({ at }) => at), ...read.left.map(({ row }) => row)])
    expect([...Array(14).keys()].filter((row) => !rows.has(row) && row !== 1)).toEqual([])
  })

  it.each([
    '制表人：王某\t审核：李某',
    '经办人（签字）：\t负责人：',
    '村务监督委员会主任：张三\t会计：李四',
    '监督电话：57880000',
    '公示时间：2026年11月1日至11月7日',
    '单位负责人：\t填表人：\t填表日期：2026.10.8',
    '审核人签字：\t\t2026年10月8日',
    '村民委员会（盖章）：',
    '备注：以上补贴已发放到一卡通，如有异议请联系村委会。',
    '说明：本表一式两份',
    '注:1.面积以确权为准',
    '护塘村经济合作社',
    '以上情况如有异议，请于公示期内向村务监督委员会反映。',
  ])('%s closes a table', (line) => {
    const read = reading(`组别\t户主\t金额（元）\n1组\t甲\t1\n\n${line}`)
    expect(columnOf(read, '户主')).toEqual(['甲'])
    expect(read.left.map(({ row }) => row)).toContain(3)
  })

  it('leave a row alone that only has a remark, or only a name', () => {
    const read = reading('姓名\t金额（元）\t备注\n甲\t100\t注：外出\n乙\t\t说明：代领\n丙\t\t')
    expect(columnOf(read, '姓名')).toEqual(['甲', '乙', '丙'])
  })

  it('that head a section go into a column of their own', () => {
    const groups = reading('户主\t金额（元）\n一组\n甲\t1\n乙\t2\n第二组：\n丙\t3')
    expect(textsOf(groups)).toEqual([
      ['一组', '甲', '1.00'],
      ['一组', '乙', '2.00'],
      ['第二组', '丙', '3.00'],
    ])
    const dropped = reading('户主\t金额（元）\n一组\n甲\t1', { answers: { choices: { sections: 'drop' } } })
    expect(textsOf(dropped)).toEqual([['甲', '1.00']])
    expect(columnOf(reading('组别\t户主\t金额（元）\n一组\n\t甲\t1\n\t乙\t2'), '组别')).toEqual([
      '一组',
      '一组',
    ])
  })

  it('are rows where other rows say their group themselves', () => {
    expect(reading('组别\t组长\n一组\t张三\n二组\t\n三组\t李四').table.rows).toHaveLength(3)
  })
})
