import { describe, expect, it } from '@jest/globals'
import iconv from 'iconv-lite'
import { parseSheetFile } from '../../../server/src/sheets/parse'

const read = (bytes: Buffer, name = '九月.csv') => parseSheetFile({ name, bytes })
const rows = [
  ['户号', '户主', '备注'],
  ['0012', '沈𠮷，东', '3,5'],
]
const source = '户号,户主,备注\r\n0012,沈𠮷，东,"3,5"\r\n'

describe('a text file', () => {
  it.each([
    ['UTF-8', Buffer.from(source)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${source}`)],
    ['GB18030', iconv.encode(source, 'gb18030')],
    ['UTF-16', Buffer.from(`\ufeff${source}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${source}`, 'utf16le').swap16()],
    ['UTF-16 without its mark', Buffer.from('no,name\r\n0012,a\r\n', 'utf16le')],
  ])('in %s', (encoding, bytes) => {
    const { sheets, left } = read(bytes)
    const expected = encoding.includes('without')
      ? [
          ['no', 'name'],
          ['0012', 'a'],
        ]
      : rows
    expect(sheets).toEqual([{ name: '九月', rows: expected, merges: [], hidden: { rows: [], columns: [] } }])
    expect(left).toEqual([])
  })

  it.each(['\t', ';'])('with %j between its cells', (separator) => {
    const text = [
      ['户号', '户主'],
      ['0012', '甲'],
    ]
      .map((row) => row.join(separator))
      .join('\n')
    expect(read(Buffer.from(text), '导出.xls').sheets[0]?.rows).toEqual([
      ['户号', '户主'],
      ['0012', '甲'],
    ])
  })

  it('is read in time, and no longer than a table may be', () => {
    const long = (count: number) => iconv.encode('甲,1257.10,2026-09-15,备注\n'.repeat(count), 'gb18030')
    expect(read(long(20_000)).sheets[0]?.rows).toHaveLength(20_000)
    expect(() => read(long(20_200))).toThrow('最多 20000 行')
  })
})

describe('what is no table', () => {
  it.each([
    ['nothing', '', '空的'],
    ['blank lines', ' \r\n,,\r\n', '没有内容'],
    ['a PDF', '%PDF-1.7 …', 'PDF'],
    ['a program', `MZ${'\0\x01\x02'.repeat(50)}`, '认不出'],
    ['rich text', '{\\rtf1 …}', '文字文档'],
  ])('such as %s is refused', (_, text, words) => {
    expect(() => read(Buffer.from(text))).toThrow(words)
  })

  it.each([
    ['a PNG', '89504e470d0a1a0a'],
    ['a JPEG', 'ffd8ffe000104a46'],
    ['a HEIC', '000000186674797068656963'],
    ['a WebP', '524946460000000057454250'],
  ])('such as %s is refused as a picture', (_, hex) => {
    expect(() => read(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(50)]))).toThrow('这是图片')
  })

  it.each(['九月.et', '九月.WPS', '九月.ett'])('%s is refused by its name', (name) => {
    expect(() => read(Buffer.from(source), name)).toThrow('WPS 自己的格式')
  })
})
