import { findHeading, sheetOfText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const headingOf = (text: string) => findHeading(sheetOfText(text))

describe('the headings of a sheet', () => {
  it('stand below title, unit and office, in two levels, with the sign-off apart (sheets.md 8)', () => {
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

  it('are not there where the first row is a row already', () => {
    expect(headingOf('HT-1,15组,甲,1.5\nHT-2,15组,乙,2')).toMatchObject({ rows: null, first: 0, end: 2 })
  })
})
