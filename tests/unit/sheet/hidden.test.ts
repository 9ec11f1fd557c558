import { describe, expect, it } from '@jest/globals'
import { columnOf, labelsOf, reading, sheetOf, textsOf } from '../../support/sheet'

describe('what a file hides (sheets.md 18)', () => {
  const rows = [
    ['户主', '身份证号', '金额（元）'],
    ['甲', '0001', 1],
    ['乙', '0002', 2],
    ['丙', '0003', 3],
  ]

  it('is not published, and listed', () => {
    const read = reading(sheetOf(rows, { hidden: { rows: [2], columns: [1] } }))
    expect(labelsOf(read)).toEqual(['户主', '金额（元）'])
    expect(columnOf(read, '户主')).toEqual(['甲', '丙'])
    expect(read.left.map(({ what }) => what)).toEqual(['hiddenRows', 'hiddenColumns'])
    expect(JSON.stringify(read)).not.toContain('0002')
  })

  it('keeps the places of the rows, so that problems name the lines of the file', () => {
    const read = reading(sheetOf([...rows, ['丁', '', '很多']], { hidden: { rows: [2], columns: [1] } }))
    expect(read.problems).toMatchObject([{ row: 4, column: 2 }])
  })

  it('of a text cell are no zeros', () => {
    expect(
      textsOf(
        reading(
          sheetOf([
            ['户主', '代码'],
            ['甲', '000123'],
          ]),
        ),
      ),
    ).toEqual([['甲', '000123']])
  })

  it('behind a failed formula is asked for', () => {
    for (const error of ['#REF!', '#N/A', '#VALUE!', '#DIV/0!', '#NAME?'])
      expect(
        reading(
          sheetOf([
            ['户主', '备注'],
            ['甲', { error }],
          ]),
        ).problems,
      ).toMatchObject([{ row: 1, column: 1, message: expect.stringContaining(error) }])
  })
})

describe('a number that has lost its last digits (sheets.md 19)', () => {
  it.each([310116109213040000, 3.10116109213e17, 6228480402564890000])(
    '%d is a problem, and never a key',
    (number) => {
      const read = reading(
        sheetOf([
          ['编码', '户主'],
          [number, '甲'],
        ]),
      )
      expect(read.problems).toMatchObject([{ message: expect.stringContaining('已经丢了末几位') }])
      expect(columnOf(read, '编码')).toEqual([''])
    },
  )

  it.each(['3.10116E+17', '3.10E+17', '３.１０１１６E＋１７'])('%s, as it is pasted, is one too', (text) => {
    expect(reading(`编码\t户主\n${text}\t甲`).problems).toMatchObject([
      { message: expect.stringContaining('丢了末几位') },
    ])
  })

  it('is one too as the code of a household', () => {
    const read = reading(
      sheetOf([
        ['户号', '户主'],
        [310116109213040000, '甲'],
      ]),
    )
    expect(read.table.rows[0]?.household).toBeNull()
    expect(read.problems).toMatchObject([
      { row: 1, column: 0, message: expect.stringContaining('已经丢了末几位') },
    ])
  })

  it('mended by the clerk is what it says', () => {
    const read = reading(
      sheetOf([
        ['编码', '户主'],
        [310116109213040000, '甲'],
      ]),
      { answers: { cells: { '1,0': '310116109213040012' } } },
    )
    expect(read.problems).toEqual([])
    expect(columnOf(read, '编码')).toEqual(['310116109213040012'])
  })
})
