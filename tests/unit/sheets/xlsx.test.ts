import { describe, expect, it } from '@jest/globals'
import { parseSheetFile } from '../../../server/src/sheets/parse'
import { workbookOf, zipOf } from '../../support/zip-file'

const read = (bytes: Buffer, name = '表.xlsx') => parseSheetFile({ name, bytes })
const sheet = (xml: string, more: Partial<Parameters<typeof workbookOf>[0]> = {}) =>
  read(workbookOf({ sheets: [{ name: '表', xml }], ...more }))
const rowsOf = (...given: Parameters<typeof sheet>) => sheet(...given).sheets[0]?.rows
const words = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('the cells of a worksheet', () => {
  it('are texts, numbers, dates and what a formula left', () => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="176"/><xf numFmtId="9"/></cellXfs>'
    const strings =
      '<si><t>0012</t></si><si><r><rPr><b/></rPr><t>沈</t></r><r><t xml:space="preserve"> 国良</t></r><rPh><t>shen</t></rPh></si><si><t>一&amp;二_x000D_\n三</t></si>'
    const rows = rowsOf(
      `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
      <row r="3"><c r="A3"><v>1257.0999999999999</v></c><c r="B3" s="1"><v>46280</v></c><c r="C3" s="2"><v>0.35</v></c>
      <c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E3"><f>SUM(A1)</f></c><c r="F3" t="str"><f>A1</f><v>甲&lt;乙</v></c>
      <c r="G3" t="b"><v>1</v></c><c r="H3" t="d"><v>2026-09-15T00:00:00</v></c><c r="I3" s="1"/></row></sheetData>`,
      { strings, styles },
    )
    expect(rows).toEqual([
      ['0012', '沈 国良', '一&二\n三'],
      [],
      [
        1257.1,
        { date: '2026-09-15' },
        '35%',
        { error: '#DIV/0!' },
        { error: '没有算出结果' },
        '甲<乙',
        'TRUE',
        { date: '2026-09-15' },
      ],
    ])
  })

  it('need neither names nor prefixes of their own', () => {
    const rows = rowsOf(
      '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>',
    )
    expect(rows).toEqual([['甲', 1], [2]])
  })

  it('count from 1904 where the file says so', () => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    const xml = '<sheetData><row><c s="0"><v>44818</v></c></row></sheetData>'
    expect(rowsOf(xml, { styles, workbook: '<workbookPr date1904="1"/>' })).toEqual([
      [{ date: '2026-09-15' }],
    ])
  })
})

describe('what is hidden', () => {
  it('stays out, in its place, and is listed', () => {
    const drawing = '<xdr:wsDr><xdr:twoCellAnchor/><xdr:oneCellAnchor/></xdr:wsDr>'
    const { sheets, left } = read(
      workbookOf({
        sheets: [
          {
            name: '底稿',
            state: 'hidden',
            xml: `<sheetData><row>${words('A1', '身份证')}</row></sheetData>`,
          },
          { name: '更深', state: 'veryHidden', xml: '' },
          {
            name: '发放表',
            parts: [
              ['rId1', 'comments', '../comments1.xml'],
              ['rId2', 'drawing', '../drawings/drawing1.xml'],
            ],
            xml: `<cols><col min="2" max="2" width="0"/><col min="4" max="16384" hidden="1"/></cols>
            <sheetData><row r="1">${words('A1', '户主')}${words('B1', '卡号')}${words('C1', '金额')}${words('E1', '备注')}</row>
            <row r="2" hidden="1">${words('A2', '甲')}<c r="C2"><v>1</v></c></row>
            <row r="3" ht="0">${words('A3', '乙')}</row>
            <row r="4">${words('A4', '丙')}${words('B4', '6222')}<c r="C4"><v>3</v></c></row></sheetData>`,
          },
        ],
        more: [
          {
            name: 'xl/comments1.xml',
            data: '<comments><commentList><comment/><comment/></commentList></comments>',
          },
          { name: 'xl/drawings/drawing1.xml', data: drawing },
        ],
      }),
    )
    expect(sheets.map(({ name }) => name)).toEqual(['发放表'])
    expect(sheets[0]).toMatchObject({
      rows: [['户主', null, '金额'], [], [], ['丙', null, 3]],
      hidden: { rows: [1, 2], columns: [1, 4] },
    })
    expect(left).toEqual([
      { what: 'sheet', name: '底稿', count: 1 },
      { what: 'sheet', name: '更深', count: 1 },
      { what: 'rows', name: '发放表', count: 2 },
      { what: 'columns', name: '发放表', count: 2 },
      { what: 'comments', name: '发放表', count: 2 },
      { what: 'pictures', name: '发放表', count: 2 },
    ])
    expect(JSON.stringify(sheets)).not.toMatch(/身份证|卡号|6222|甲|乙|备注/)
  })

  it('lies also under a merge, and behind a format that shows nothing', () => {
    const { sheets, left } = sheet(
      `<sheetData><row r="1">${words('A1', '一组')}${words('B1', '甲')}</row>
      <row r="2">${words('A2', '藏着的字')}${words('B2', '乙')}<c r="C2" s="1"><v>5</v></c></row></sheetData>
      <mergeCells><mergeCell ref="A1:A2"/></mergeCells>`,
      {
        styles:
          '<numFmts><numFmt numFmtId="177" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="177"/></cellXfs>',
      },
    )
    expect(sheets[0]?.rows).toEqual([
      ['一组', '甲'],
      [null, '乙'],
    ])
    expect(sheets[0]?.merges).toEqual([{ row: 0, column: 0, rows: 2, columns: 1 }])
    expect(left).toEqual([{ what: 'cells', name: '表', count: 1 }])
  })

  it('leaves the text of a merge to the rows of it that can be seen', () => {
    const { sheets } = sheet(
      `<sheetData><row r="1" hidden="1">${words('A1', '一组')}${words('B1', '甲')}</row>
      <row r="2">${words('B2', '乙')}</row><row r="3">${words('B3', '丙')}</row></sheetData>
      <mergeCells><mergeCell ref="A1:A3"/></mergeCells>`,
    )
    expect(sheets[0]).toMatchObject({
      rows: [[], ['一组', '乙'], [null, '丙']],
      merges: [{ row: 1, column: 0, rows: 2, columns: 1 }],
      hidden: { rows: [0], columns: [] },
    })
  })
})

describe('a sheet that is too much', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`).join(
      '',
    )

  it('says how many rows it has and how many there may be', () => {
    expect(() => sheet(`<sheetData>${rows(20_200)}</sheetData>`)).toThrow(
      '“表”有 20200 行，一张表最多 20000 行。请分成几个文件，分几条公开。',
    )
  })

  it('is read without what lies far off, which is counted', () => {
    const { sheets, left } = sheet(
      `<sheetData>${rows(3)}<row r="1048576">${words('A1048576', ' ')}${words('B1048576', '忘在这里')}</row></sheetData>`,
    )
    expect(sheets[0]?.rows).toHaveLength(3)
    expect(left).toEqual([{ what: 'far', name: '表', count: 1 }])
    expect(
      sheet(`<sheetData><row>${words('XFD1', '远')}${words('A1', '近')}</row></sheetData>`),
    ).toMatchObject({
      sheets: [{ rows: [['近']] }],
      left: [{ what: 'far', count: 1 }],
    })
  })

  it('is refused where one text is named a million times', () => {
    const cells = Array.from({ length: 900 }, () => '<row><c t="s"><v>0</v></c></row>').join('')
    expect(() =>
      sheet(`<sheetData>${cells}</sheetData>`, { strings: `<si><t>${'长'.repeat(30_000)}</t></si>` }),
    ).toThrow('展开以后太大了')
  })
})

describe('an archive that lies', () => {
  const plain = workbookOf({
    sheets: [{ name: '表', xml: '<sheetData><row><c><v>1</v></c></row></sheetData>' }],
  })

  it('is refused before it is opened', () => {
    const zeros = Buffer.alloc(30_000_000)
    expect(() => read(zipOf([{ name: 'xl/workbook.xml', data: zeros }]))).toThrow('展开以后太大了')
    const claims = { name: 'xl/workbook.xml', data: 'x', says: { size: 70_000_000 } }
    expect(() => read(zipOf([claims]))).toThrow('展开以后太大了')
  })

  it('unpacks to no more than it says', () => {
    const small = { name: 'xl/workbook.xml', data: Buffer.alloc(5_000_000), says: { size: 100 } }
    expect(() => read(zipOf([small]))).toThrow('这个文件坏了')
  })

  it('is told from one that is locked, broken or cut off', () => {
    expect(() => read(zipOf([{ name: 'a', data: 'a', says: { flags: 1 } }]))).toThrow('密码')
    for (const length of [plain.length - 30, 100, 30, 4]) {
      expect(() => read(plain.subarray(0, length))).toThrow(/坏了|认不出/)
    }
    const turned = Buffer.from(plain)
    turned[turned.length - 4] = 0x7f
    expect(() => read(turned)).toThrow('坏了')
  })
})
