import { sheetOfText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { chosenIn, columnOf, labelsOf, reading, textsOf } from '../../support/sheet'

const rows = (text: string) => sheetOfText(text).rows

describe('a quote (sheets.md 6)', () => {
  it.each([
    '摘要\t金额\n"农家书屋买书\t200\n泵房\t300\n保洁\t100',
    '摘要\t金额\n"农家书屋买书\t200\n泵房"\t300\n保洁\t100',
    '摘要\t金额\n"农家书屋买书\t200\n"泵房\t300\n保洁"费\t100',
    '摘要,金额\n"农家书屋买书,200\n"泵房,300\n保洁,100',
    '摘要,金额\n"农家书屋"买书,200\n泵房,300\n保洁,100',
    '摘要\t金额\n""农家书屋""买书\t200\n泵房\t300\n保洁\t100',
  ])('opens a cell only if it closes before a separator: %j', (text) => {
    const read = reading(text)
    expect(columnOf(read, '金额')).toEqual(['200.00', '300.00', '100.00'])
  })

  it('holds breaks, commas and quotes where it closes', () => {
    expect(rows('a,b\n"x, ""y""",2\n"1\n2",3')).toEqual([
      ['a', 'b'],
      ['x, "y"', '2'],
      ['1\n2', '3'],
    ])
  })
})

describe('pasted text', () => {
  it('keeps its lines, blank ones too, so that a problem names the line that a clerk sees', () => {
    expect(rows('户主\t金额\r\n\r\n甲\t1\r\n\r\n')).toEqual([['户主', '金额'], [null], ['甲', '1']])
    expect(rows(' \n\t\n')).toEqual([])
  })

  it('may have one column of grouped thousands', () => {
    expect(rows('金额\n1,200\n3,500')).toEqual([['金额'], ['1,200'], ['3,500']])
    expect(rows('序号,金额\n1,200\n2,300')[1]).toEqual(['1', '200'])
  })

  it('may group thousands by commas between commas, where only that makes its lines as long as each other', () => {
    expect(rows('组别,户主,金额\n1组,甲,1,200\n2组,乙,800')).toEqual([
      ['组别', '户主', '金额'],
      ['1组', '甲', '1200'],
      ['2组', '乙', '800'],
    ])
    expect(rows('甲,1,200\n乙,2,300')[0]).toEqual(['甲', '1', '200'])
    const read = reading('组别，户主，金额（元）\n１组，甲，１，２００\n２组，乙，８００')
    expect(columnOf(read, '金额（元）')).toEqual(['1200.00', '800.00'])
  })

  it('that goes beyond its headings in a few rows is a problem there, not a column', () => {
    const read = reading('户主\t金额（元）\n甲\t1\t200\n乙\t2\n丙\t3')
    expect(labelsOf(read)).toEqual(['户主', '金额（元）'])
    expect(read.problems).toMatchObject([{ row: 1, column: 2, text: '200' }])
    const named = reading('户主\t金额（元）\n甲\t1\t200\n乙\t2\n丙\t3', {
      answers: { columns: { 2: { to: ':own', label: '备注' } } },
    })
    expect(labelsOf(named)).toEqual(['户主', '金额（元）', '备注'])
  })

  it('is read as it was before a program guarded it against formulas', () => {
    expect(rows("金额,备注\n'-12.00,'=A1\n'12,x")).toEqual([
      ['金额', '备注'],
      ['-12.00', '=A1'],
      ["'12", 'x'],
    ])
  })

  it('takes semicolons, as some programs export', () => {
    expect(rows('户主;金额\n甲;1,5')[1]).toEqual(['甲', '1,5'])
  })
})

describe('text that other signs part (sheets.md 14)', () => {
  it.each([
    ['comma', '组别，户主，面积\n1组，甲，3.5\n1组，乙，2'],
    ['space', '组别 户主 面积\n1组 甲 3.5\n1组 乙 2'],
    ['space', '组别　户主　面积\n1组　甲　3.5\n1组　乙　2'],
    ['space', '组别   户主    面积\n1组   甲      3.5\n1组   乙      2'],
    ['semicolon', '组别；户主；面积\n1组；甲；3.5\n1组；乙；2'],
    ['mark', '组别、户主、面积\n1组、甲、3.5\n1组、乙、2'],
    ['colon', '组别：户主：面积\n1组：甲：3.5\n1组：乙：2'],
    ['stroke', '| 组别 | 户主 | 面积 |\n|---|---|---|\n| 1组 | 甲 | 3.5 |\n| 1组 | 乙 | 2 |'],
  ])('is split by %s, with a word', (by, text) => {
    const read = reading(text)
    expect(chosenIn(read, 'split')).toBe(by)
    expect(labelsOf(read)).toEqual(['组别', '户主', '面积'])
    expect(textsOf(read)).toEqual([
      ['1组', '甲', '3.50'],
      ['1组', '乙', '2.00'],
    ])
  })

  it('is mended in its parts', () => {
    const read = reading('户主 面积（亩）\n甲 3,5\n乙 2', { answers: { cells: { '1,1': '3.5' } } })
    expect(textsOf(read)).toEqual([
      ['甲', '3.50'],
      ['乙', '2.00'],
    ])
  })

  it('stays in one column where the clerk says so, and where nothing parts it', () => {
    const read = reading('姓名\n甲 乙\n丙 丁', { answers: { choices: { split: 'no' } } })
    expect(textsOf(read)).toEqual([['甲 乙'], ['丙 丁']])
    expect(chosenIn(reading('姓名\n甲\n乙\n丙'), 'split')).toBeUndefined()
  })

  it('keeps a title in one piece', () => {
    const read = reading('护塘村低保名单\n组别  户主  金额\n1组  张三  1,200\n2组  李四  800\n合计 2000')
    expect(read.heading.title).toBe('护塘村低保名单')
    expect(columnOf(read, '金额')).toEqual(['1200.00', '800.00'])
  })
})
