import { readRegister, sheetOfText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { madeUpIdNumber } from '../../support/messy-register'

const now = 2026

function read(text: string, people = true) {
  const reading = readRegister(sheetOfText(text), { now, people })
  if ('problem' in reading) throw new Error(reading.problem)
  return reading
}
const table = (...lines: string[]) => lines.join('\n')
const people = (text: string) =>
  read(text).rows.map(({ facts: { name, code, block, group, relation, sex, birthYear, head } }) => ({
    ...{ name, code, block, group, relation, sex, birthYear, head },
  }))

describe('a register as villages have it', () => {
  it('is read with its columns in any order and under the usual names', () => {
    const rows = people(
      table(
        '护塘村户籍人员花名册',
        '编制单位：护塘村\t\t\t\t\t\t',
        '序号\t身份证号码\t与户主关系\t姓名\t户口簿编号\t所在小组\t性别\t出生年月',
        '1\t\t户主\t沈国良\t012\t第1组\t男\t1956年3月',
        '2\t\t妻\t唐　燕\t012\t一组\t女\t1958.11',
      ),
    )
    expect(rows).toMatchObject([
      {
        name: '沈国良',
        code: '012',
        block: '012',
        group: '1组',
        relation: '户主',
        sex: 'male',
        birthYear: 1956,
      },
      {
        name: '唐燕',
        code: '012',
        block: '012',
        group: '1组',
        relation: '妻',
        sex: 'female',
        birthYear: 1958,
      },
    ])
  })

  it('takes sex and year of birth from the id number, and keeps neither the number nor other columns', () => {
    const { rows, columns } = read(
      table(
        '户号\t姓名\t公民身份号码\t民族\t住址',
        `1\t沈国良\t${madeUpIdNumber(1956, 1)}\t汉\t护塘1号`,
        '1\t唐燕\t310116195811110023\t汉\t护塘1号',
      ),
    )
    expect(rows.map(({ idNumber }) => idNumber.kind)).toEqual(['good', 'bad'])
    expect(rows[0]?.facts).toMatchObject({ sex: 'male', birthYear: 1956 })
    expect(JSON.stringify(rows.map(({ facts }) => facts))).not.toMatch(/\d{15}|汉|护塘/)
    expect(columns.map(({ label, use }) => [label, use])).toEqual([
      ['户号', 'kept'],
      ['姓名', 'kept'],
      ['公民身份号码', 'compared'],
      ['民族', 'left'],
      ['住址', 'left'],
    ])
  })

  it.each([
    ['a number cell', 310116195603020000],
    ['an exponent', '3.10116E+17'],
    ['zeros at its end', '310116195603020000'],
  ])('says of %s that the number has lost its last digits', (_kind, cell) => {
    const sheet = { ...sheetOfText('户号\t姓名\t身份证号\n1\t沈国良\tx'), name: '' }
    const cells = sheet.rows[1]
    if (cells) cells[2] = cell
    const reading = readRegister(sheet, { now, people: true })
    const problems = 'rows' in reading ? reading.rows[0]?.facts.problems : []
    expect(problems).toEqual([
      {
        field: 'idNumber',
        value: '',
        message: '第2行身份证号末几位已丢失。这一列不保存，请核对姓名和户号。',
      },
    ])
  })

  it('fills a number that stands once for its household, from a merge or from blanks', () => {
    const text = table(
      '户号\t户主\t姓名\t与户主关系',
      '7\t沈国良\t沈国良\t户主',
      '\t\t唐燕\t妻',
      '8\t陆小青\t陆小青\t户主',
      '\t\t陆一\t子',
    )
    expect(people(text).map(({ code, head }) => [code, head])).toEqual([
      ['7', '沈国良'],
      ['7', '沈国良'],
      ['8', '陆小青'],
      ['8', '陆小青'],
    ])
  })

  it('never puts a household whose number is missing into the one above it', () => {
    const text = table(
      '户号\t姓名\t与户主关系',
      '7\t沈国良\t户主',
      '\t唐燕\t妻',
      '\t陆小青\t户主',
      '\t陆一\t子',
    )
    expect(people(text).map(({ code, block, head }) => [code, block, head])).toEqual([
      ['7', '7', '沈国良'],
      ['7', '7', '沈国良'],
      [null, '#4', '陆小青'],
      [null, '#4', '陆小青'],
    ])
  })

  it('knows lines over the rows: groups, and households written as 沈国良户', () => {
    const text = table(
      '姓名\t与户主关系\t性别',
      '一组\t\t',
      '沈国良户\t\t',
      '沈国良\t户主\t男',
      '唐燕\t妻\t女',
      '第十五组（共35户）\t\t',
      '陆小青户\t\t',
      '陆小青\t户主\t男',
      '合计\t3\t',
    )
    expect(people(text)).toMatchObject([
      { name: '沈国良', group: '1组', head: '沈国良', block: '#3' },
      { name: '唐燕', group: '1组', head: '沈国良', block: '#3' },
      { name: '陆小青', group: '15组', head: '陆小青', block: '#7' },
    ])
  })

  it('does not take an id number for a household’s, and says so', () => {
    const [row] = read(table('户号\t姓名', `${madeUpIdNumber(1956, 1)}\t沈国良`)).rows
    expect(row?.facts).toMatchObject({ code: null, block: '#2' })
    expect(row?.facts.problems).toMatchObject([{ field: 'household', value: '' }])
  })

  it('says which column is missing', () => {
    expect(readRegister(sheetOfText('甲\t乙\n1\t2'), { now, people: true })).toEqual({
      problem: '没有找到“姓名”这一列，请在表头写上“姓名”。',
    })
  })

  it('reads contracts by their codes of eighteen digits', () => {
    const { rows } = read(table('承包方编码\t承包方代表姓名\t组别', '310116109213010023\t沈国良\t1组'), false)
    expect(rows[0]?.facts).toMatchObject({ code: '310116109213010023', head: '沈国良', group: '1组' })
  })
})
