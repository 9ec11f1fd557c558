import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { readXls } from 'hucre/xlsx'
import { parseSheetFile } from '../../../server/src/sheets/parse'
import {
  biffOf,
  bytes,
  compoundOf,
  double,
  long,
  record,
  short,
  text,
  type XlsSheet,
} from '../../support/xls-file'

const kept = (name: string) => readFileSync(join(__dirname, '../../fixtures/sheets', name))
const read = (file: Buffer, name = '表.xls') => parseSheetFile({ name, bytes: file })
const workbook = (sheets: readonly XlsSheet[], globals: readonly Buffer[] = []) =>
  read(compoundOf('Workbook', biffOf(sheets, globals)))
const rowsOf = (records: readonly Buffer[], globals: readonly Buffer[] = []) =>
  workbook([{ name: '表', records }], globals).sheets[0]?.rows

const label = (row: number, column: number, words: string) => record(0x0204, row, column, 0, text(words))
const number = (row: number, column: number, value: number, style = 0) =>
  record(0x0203, row, column, style, double(value))
const xf = (format: number) => record(0x00e0, 0, format, Buffer.alloc(16))

describe('an .xls file', () => {
  it('of another program is read, its hidden sheet left out', () => {
    const { sheets, left } = read(kept('sheetjs.xls'))
    expect(left).toEqual([{ what: 'sheet', name: '底稿', count: 1 }])
    expect(sheets).toEqual([
      {
        name: '流转费',
        rows: [
          ['护塘村2026年第三季度土地流转费发放表'],
          ['编制单位：护塘村村民委员会', null, null, null, null, '单位：元'],
          ['户号', '户主', '组别', '面积（亩）', '流转费（元）', '发放日期', '进度'],
          ['0012', '示例甲', '1组', 1.25, 1257.1, { date: '2026-09-15' }, '35%'],
          ['0013', '示例乙', null, 2, -3, { date: '2026-09-16' }, '100%'],
          ['0014', '示例丙', '2组', { error: '#DIV/0!' }, 0],
          ['合计', null, null, 3.25, 1254.1],
        ],
        merges: [
          { row: 0, column: 0, rows: 1, columns: 7 },
          { row: 3, column: 2, rows: 2, columns: 1 },
        ],
        hidden: { rows: [], columns: [] },
      },
    ])
  })

  it('has the values that another reader finds', async () => {
    const found = await readXls(kept('sheetjs.xls'))
    const [theirs, ours] = [found.sheets[0]?.rows ?? [], read(kept('sheetjs.xls')).sheets[0]?.rows ?? []]
    const texts = theirs.map((row) => row.filter((cell) => typeof cell === 'string' && !cell.startsWith('#')))
    const merged = ours.map((row) => row.filter((cell) => typeof cell === 'string' && !cell.endsWith('%')))
    expect(merged.flat()).toEqual(texts.flat().filter((word, at, all) => all.indexOf(word) === at))
  })

  it('holds numbers in four ways, and what formulas left', () => {
    const formula = (row: number, result: Buffer) => record(0x0006, row, 5, 0, result, Buffer.alloc(8))
    const rows = rowsOf([
      number(0, 0, 1257.1),
      record(0x027e, 0, 1, 0, long((125_710 << 2) | 3)),
      record(0x00bd, 1, 0, 0, long((12 << 2) | 2), 0, long((-7 << 2) | 2), 1),
      record(0x0205, 2, 0, 0, bytes(1, 0)),
      record(0x0205, 2, 1, 0, bytes(42, 1)),
      formula(3, double(88)),
      formula(4, Buffer.concat([bytes(0, 0, 0, 0, 0, 0), short(0xffff)])),
      record(0x04bc, Buffer.alloc(8)),
      record(0x0207, text('算出的字')),
      formula(5, Buffer.concat([bytes(2, 0, 7, 0, 0, 0), short(0xffff)])),
    ])
    expect(rows?.map((row) => row.filter((cell) => cell !== null))).toEqual([
      [1257.1, 1257.1],
      [12, -7],
      ['TRUE', { error: '#N/A' }],
      [88],
      ['算出的字'],
      [{ error: '#DIV/0!' }],
    ])
  })

  it('knows the dates of Chinese editions and formats of its own', () => {
    const globals = [
      xf(0),
      xf(31),
      xf(57),
      xf(58),
      record(0x041e, 200, text('yyyy"年"m"月"')),
      xf(200),
      xf(10),
    ]
    const cells = [1, 2, 3, 4].map((style, at) => number(0, at, 46280, style))
    expect(rowsOf([...cells, number(0, 4, 0.125, 5)], globals)).toEqual([
      [...Array.from({ length: 4 }, () => ({ date: '2026-09-15' })), '12.5%'],
    ])
  })

  it('leaves out hidden sheets, rows and columns, and counts comments and pictures', () => {
    const drawn = (kind: number) => record(0x005d, 0x15, 0x12, kind, Buffer.alloc(16))
    const chart = [record(0x0809, 0x0600, 0x0020, Buffer.alloc(12)), number(9, 9, 99), record(0x000a)]
    const { sheets, left } = workbook([
      { name: '很深', state: 2, records: [label(0, 0, '藏')] },
      {
        name: '发放表',
        records: [
          record(0x007d, 1, 1, 2000, 0, 1, 0),
          record(0x0208, 1, 0, 3, 255, 0, 0, 0x20, 0),
          ...[
            label(0, 0, '户主'),
            label(0, 1, '卡号'),
            label(1, 0, '甲'),
            label(2, 0, '乙'),
            label(2, 1, '6222'),
          ],
          ...[drawn(8), drawn(5), drawn(25)],
          ...chart,
          record(0x001c, 0, 0, 0, 1),
          record(0x00e5, 1, 2, 3, 0, 0),
        ],
      },
    ])
    expect(sheets).toEqual([
      {
        name: '发放表',
        rows: [['户主'], [], ['乙']],
        merges: [],
        hidden: { rows: [1], columns: [1] },
      },
    ])
    expect(left.map(({ what, count }) => [what, count])).toEqual([
      ['sheet', 1],
      ['rows', 1],
      ['columns', 1],
      ['comments', 1],
      ['pictures', 1],
    ])
  })

  it('has shared strings that go on in further records, each stretch in its own width', () => {
    const first = Buffer.concat([long(2), long(2), short(6), bytes(1), Buffer.from('护塘村', 'utf16le')])
    // The second text has one run of another look behind it: four bytes.
    const rest = Buffer.concat([bytes(0), Buffer.from('abc', 'latin1'), short(2), bytes(9), short(1)])
    const last = Buffer.concat([Buffer.from('沈', 'utf16le')])
    const more = Buffer.concat([bytes(1), Buffer.from('甲', 'utf16le'), Buffer.alloc(4)])
    const globals = [record(0x00fc, first), record(0x003c, rest, last), record(0x003c, more)]
    const cell = (column: number, at: number) => record(0x00fd, 0, column, 0, long(at))
    expect(rowsOf([cell(0, 0), cell(1, 1)], globals)).toEqual([['护塘村abc', '沈甲']])
  })

  it.each([
    ['of Excel 95', kept('excel-95.xls'), '很旧的格式'],
    ['of Excel 3', Buffer.concat([bytes(9, 2, 6, 0), Buffer.alloc(20)]), '很旧的格式'],
    ['that says so of itself', compoundOf('Workbook', biffOf([], [], 0x0500)), '很旧的格式'],
    ['with a password', compoundOf('Workbook', biffOf([], [record(0x002f, 1)])), '密码'],
    ['that is a locked .xlsx', compoundOf('EncryptedPackage', Buffer.alloc(8)), '密码'],
    ['that is a document', compoundOf('WordDocument', Buffer.alloc(8)), '文字文档'],
    ['that is something else', compoundOf('Contents', Buffer.alloc(8)), '认不出'],
    ['cut off', kept('sheetjs.xls').subarray(0, 700), '坏了'],
    ['that is a web page', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), '网页'],
    ['saved as one file from the web', Buffer.from('MIME-Version: 1.0\r\nX: y'), '网页'],
  ])('%s is refused with the way out', (_, file, words) => {
    expect(() => read(file)).toThrow(words)
  })
})
