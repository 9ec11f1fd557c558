import { type Column, mostColumns, mostRows, personalDataInRow } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { chosenIn, columnOf, kindsOf, labelsOf, reading, textsOf } from '../../support/sheet'

const usual: Column[] = [
  { key: 'group', label: '组别', kind: 'group', total: 'none' },
  { key: 'name', label: '户主', kind: 'name', total: 'none' },
  { key: 'area', label: '流转面积（亩）', kind: 'area', total: 'sum' },
  { key: 'fee', label: '本季流转费（元）', kind: 'money', total: 'sum' },
]
const how = (read: ReturnType<typeof reading>) =>
  read.columns.map((one) => [one.heading, one.how, one.column?.key ?? one.to])

describe('numbers that name something (sheets.md 7)', () => {
  it('keep their zeros, and are not added up', () => {
    const read = reading(
      '户主\t一卡通后四位\t合同编号\t电话\t楼号\t补贴（元）\n甲\t0123\t0012\t021-57880000\t3\t10\n乙\t9999\t0013\t13800000000\t4\t11',
    )
    expect(kindsOf(read).map(([label, kind, total]) => [label, kind, total])).toEqual([
      ['户主', 'name', 'none'],
      ['一卡通后四位', 'text', 'none'],
      ['合同编号', 'text', 'none'],
      ['电话', 'text', 'none'],
      ['楼号', 'text', 'none'],
      ['补贴（元）', 'money', 'sum'],
    ])
    expect(columnOf(read, '一卡通后四位')).toEqual(['0123', '9999'])
  })

  it('are known by their zeros and their length where no heading says so', () => {
    const read = reading('甲项\t乙项\t数量\n0012\t3101162026110001\t1\n12\t3101162026110002\t2')
    expect(kindsOf(read).map(([, kind]) => kind)).toEqual(['text', 'text', 'integer'])
    expect(columnOf(read, '甲项')).toEqual(['0012', '12'])
  })
})

describe('a number of many digits (sheets.md 15)', () => {
  const found = (label: string, text: string) =>
    personalDataInRow([{ key: 'a', label, kind: 'text' }], [text]).map(({ kind }) => kind)

  it.each([
    ['地块编码', '3101161092130400123'],
    ['地块代码', '3101161092130400123'],
    ['承包方编码', '310116109213040012'],
    ['合同编号', '3101162026110001'],
    ['承包合同代码', '310116109213040012J'],
    ['备注', '合同编号 3101162026110001'],
    ['发票号码', '12345678901234567890'],
  ])('under %s is the number of a thing, as a text', (label, text) => {
    expect(found(label, text)).toEqual([])
    const read = reading(`${label}\t数量\n${text}\t1`)
    expect(textsOf(read)[0]?.[0]).toBe(text)
    expect(read.problems).toEqual([])
  })

  it.each([
    ['银行卡号', '6228480402564890018'],
    ['备注', '6228480402564890018'],
    ['账号', '3101162026110001'],
    ['承包方编码', '310116197001011232'],
  ])('under %s is refused where it is a real card', (label, text) => {
    expect(found(label, text)).toHaveLength(1)
  })
})

describe('halves beside each other (sheets.md 16)', () => {
  it.each([
    '指标\t代码\t数量\t指标\t代码\t数量\n户数\t01\t12\t耕地\t03\t15\n人口\t02\t30\t\t\t',
    '指标\t代码\t数量\t\t指标\t代码\t数量\n户数\t01\t12\t\t耕地\t03\t15\n人口\t02\t30',
    '统计表\n指标\t代码\t数量（个）\t指标\t代码\t数量(个)\n户数\t01\t12\t耕地\t03\t15\n人口\t02\t30',
  ])('are put under each other: %j', (text) => {
    const read = reading(text)
    expect(chosenIn(read, 'halves')).toBe('under')
    expect(textsOf(read)).toEqual([
      ['户数', '01', '12'],
      ['人口', '02', '30'],
      ['耕地', '03', '15'],
    ])
  })

  it('of three or four parts are found, and of one column each', () => {
    const read = reading('姓名\t金额（元）\t姓名\t金额（元）\t姓名\t金额（元）\n甲\t1\t乙\t2\t丙\t3')
    expect(columnOf(read, '姓名')).toEqual(['甲', '乙', '丙'])
  })

  it('are numbered where the clerk wants them beside each other', () => {
    const read = reading('姓名\t金额（元）\t姓名\t金额（元）\n甲\t1\t乙\t2', {
      answers: { choices: { halves: 'beside' } },
    })
    expect(labelsOf(read)).toEqual(['姓名', '金额（元）', '姓名2', '金额（元）2'])
  })

  it('name the cell of the sheet where something is wrong in one of them', () => {
    const read = reading('姓名\t金额（元）\t姓名\t金额（元）\n甲\t1\t乙\t很多')
    expect(read.problems).toMatchObject([{ row: 1, column: 3, text: '很多' }])
    const mended = reading('姓名\t金额（元）\t姓名\t金额（元）\n甲\t1\t乙\t很多', {
      answers: { cells: { '1,3': '7' } },
    })
    expect(columnOf(mended, '金额（元）')).toEqual(['1.00', '7.00'])
  })
})

describe('the names of columns (sheets.md 17)', () => {
  it('are numbered where one stands twice', () => {
    expect(labelsOf(reading('项目\t数量\t数量\t数量2\t数量\nA\t1\t2\t3\t4'))).toEqual([
      '项目',
      '数量',
      '数量2',
      '数量22',
      '数量3',
    ])
  })

  it('are not longer than a column may be called', () => {
    const long = '耕地地力保护补贴面积与金额及其说明情况一览'
    const read = reading(`${long}·甲\t${long}\t户主\n1\t2\t甲`)
    expect(labelsOf(read).every((label) => label.length <= 20)).toBe(true)
  })

  it('may be as many as a table has columns; more are a problem at once', () => {
    const wide = (columns: number) =>
      reading(
        `${Array.from({ length: columns }, (_, at) => `指标${at}`).join('\t')}\n${Array.from({ length: columns }, () => 'x').join('\t')}`,
      )
    expect(wide(mostColumns).problems).toEqual([])
    expect(wide(mostColumns + 1).problems).toMatchObject([
      { message: expect.stringContaining(`最多 ${mostColumns} 列`) },
    ])
  })

  it('head as many rows as a table may have', () => {
    const rows = (count: number) => reading(`户主\t数量\n${'甲\t1\n'.repeat(count)}`)
    expect(rows(mostRows + 1).problems).toMatchObject([
      { row: mostRows + 1, message: expect.stringContaining('最多') },
    ])
  })
})

describe('the columns of a sheet', () => {
  it('are the usual ones by name, by another word, or else their own', () => {
    const read = reading('小组\t户主\t面积\t流转费\t备注\n1组\t甲\t1\t2\t外出', { usual })
    expect(how(read)).toEqual([
      ['小组', 'alike', 'group'],
      ['户主', 'same', 'name'],
      ['面积', 'alike', 'area'],
      ['流转费', 'alike', 'fee'],
      ['备注', 'own', 'c5'],
    ])
    expect(labelsOf(read)).toEqual(['小组', '户主', '面积', '流转费', '备注'])
  })

  it('are not taken for another price, person or time', () => {
    const read = reading('户主\t每亩流转费（元）\t面积单价\t人均面积\n甲\t1\t2\t3', { usual })
    expect(read.columns.map(({ how }) => how)).toEqual(['same', 'own', 'own', 'own'])
  })

  it('are read by their order where there are no headings', () => {
    expect(reading('1组\t甲\t1\t2\n2组\t乙\t3\t4', { usual }).columns.map(({ how }) => how)).toEqual([
      'order',
      'order',
      'order',
      'order',
    ])
    const coded = reading('HT-1\t1组\t甲\t1\t2\nHT-2\t2组\t乙\t3\t4', { usual })
    expect(coded.table.rows.map(({ household }) => household)).toEqual(['HT-1', 'HT-2'])
    expect(reading('1\t割草\t否\t中\n2\t保洁\t是\t下', { usual }).columns.map(({ how }) => how)).toEqual([
      'own',
      'own',
      'own',
      'own',
    ])
  })

  it('go into a table that is there, without the number of the line', () => {
    const read = reading('序号\t流转费\t户主\t备注\n1\t2\t甲\t外出', { columns: usual })
    expect(labelsOf(read)).toEqual([...labelsOf({ ...read, table: { columns: usual, rows: [] } }), '备注'])
    expect(read.table.rows[0]?.cells).toEqual([null, '甲', null, 200, '外出'])
    expect(read.left).toContainEqual({ what: 'column', row: null, text: '序号' })
  })

  it('go where the clerk says', () => {
    const text = '编号\t名字\t钱\nHT-1\t甲\t1.5'
    const read = reading(text, {
      usual,
      answers: {
        columns: {
          0: { to: ':household' },
          1: { to: 'name' },
          2: { to: ':own', kind: 'money', label: '补贴' },
        },
      },
    })
    expect(read.table.rows).toMatchObject([{ household: 'HT-1', cells: ['甲', 150] }])
    expect(kindsOf(read)).toEqual([
      ['户主', 'name', 'none'],
      ['补贴', 'money', 'sum'],
    ])
    expect(labelsOf(reading(text, { answers: { columns: { 1: { to: ':nowhere' } } } }))).toEqual([
      '编号',
      '钱',
    ])
  })

  it('are each one column of the sheet, also where the clerk says otherwise', () => {
    const read = reading('户主\t姓名\t面积\n甲\t乙\t1', {
      usual,
      answers: { columns: { 1: { to: 'name' } } },
    })
    expect(how(read).map(([, , key]) => key)).toEqual(['c1', 'name', 'area'])
    const twice = reading('甲项\t乙项\n1\t2', {
      usual,
      answers: { columns: { 0: { to: 'name' }, 1: { to: 'name' } } },
    })
    expect(twice.table.rows[0]?.cells).toEqual(['1', 2])
  })

  it('do not become text for one bad cell', () => {
    const read = reading('户主\t数量\t补助\t面积（亩）\n甲\t1\t2\t3\n乙\t若干\t不详\t没有\n丙\t3\t4\t5')
    expect(kindsOf(read).map(([, kind]) => kind)).toEqual(['name', 'integer', 'money', 'area'])
    expect(read.problems.map(({ label }) => label)).toEqual(['数量', '补助', '面积（亩）'])
  })

  it('are of persons, of a relation and of a count told apart', () => {
    const read = reading('户主姓名\t与户主关系\t老人数\t经办人\t代表户数\n甲\t妻\t2\t乙\t3')
    expect(kindsOf(read).map(([, kind]) => kind)).toEqual(['name', 'text', 'integer', 'text', 'integer'])
  })
})
