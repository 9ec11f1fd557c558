import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { writeXlsx } from 'hucre/xlsx'
import { readSheetFile } from '../../server/src/sheets'
import { formOf } from '../support/form'
import { zipOf } from '../support/zip-file'
import { type Village, villageApp, type Who } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const upload = (
  file: { name: string; data: Buffer } | null,
  { who = 'clerk', name, accept }: { who?: Who | null; name?: string; accept?: string } = {},
) => {
  const { payload, headers } = formOf(file, name ? { name } : {})
  return t.app.inject({
    method: 'POST',
    url: '/api/sheets',
    payload,
    headers: {
      ...headers,
      ...(who ? { authorization: `Bearer ${t.token[who]}` } : {}),
      ...(accept ? { 'accept-encoding': accept } : {}),
    },
  })
}

const fees = async () => ({
  name: '流转费.xlsx',
  data: Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: '发放表',
          rows: [
            ['流转费发放表', null, null],
            ['户号', '户主', '金额'],
            ['0012', '示例甲', 1257.1],
            ['0013', '示例乙', -3],
          ],
          merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: 2 }],
        },
        { name: '底稿', hidden: true, rows: [['藏']] },
      ],
    }),
  ),
})

describe('a file of tables', () => {
  it('is answered as cells to who writes for a region, and nothing of it is kept', async () => {
    const before = await t.deps.models.Edition.countDocuments()
    const answer = await upload(await fees())
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toEqual({
      sheets: [
        {
          name: '发放表',
          rows: [
            ['流转费发放表'],
            ['户号', '户主', '金额'],
            ['0012', '示例甲', 1257.1],
            ['0013', '示例乙', -3],
          ],
          merges: [{ row: 0, column: 0, rows: 1, columns: 3 }],
          hidden: { rows: [], columns: [] },
        },
      ],
      left: [{ what: 'sheet', name: '底稿', count: 1 }],
    })
    expect(await t.deps.models.Edition.countDocuments()).toBe(before)
    expect((await upload(await fees(), { who: 'officer' })).statusCode).toBe(200)
  })

  it('is packed for a client that takes it so', async () => {
    const answer = await upload(await fees(), { accept: 'br, gzip' })
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString()).sheets[0].rows).toHaveLength(4)
  })

  it('is taken from nobody else, and not even read', async () => {
    for (const who of ['villager', 'supervisor', 'publisher', 'stranger'] as const) {
      expect([who, (await upload(await fees(), { who })).json().error.code]).toEqual([who, 'forbidden'])
    }
    expect((await upload(await fees(), { who: null })).statusCode).toBe(401)
  })

  it('is refused with one sentence that says the way out', async () => {
    const refused = async (...given: Parameters<typeof upload>) => {
      const { error } = (await upload(...given)).json()
      return [error.code, error.message]
    }
    const html = Buffer.from('<table></table>')
    expect(await refused({ name: 'a.xls', data: html })).toEqual([
      'unreadableSheet',
      '这个文件其实是网页，不是真正的表格，请在表格软件里打开，另存为 .xlsx 再传。',
    ])
    // A phone gives its file another name than the person knows.
    expect(await refused({ name: 'tmp_1', data: Buffer.from('a,b') }, { name: '九月.et' })).toEqual([
      'unreadableSheet',
      expect.stringContaining('WPS'),
    ])
    expect((await refused(null))[0]).toBe('invalidFields')
    const bomb = zipOf([{ name: 'xl/workbook.xml', data: Buffer.alloc(30_000_000) }])
    expect(await refused({ name: 'a.xlsx', data: bomb })).toEqual([
      'unreadableSheet',
      expect.stringContaining('展开以后太大了'),
    ])
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'a')
    expect((await upload({ name: 'a.csv', data: large })).statusCode).toBe(413)
    const url = '/api/sheets'
    const headers = { authorization: `Bearer ${t.token.clerk}` }
    expect((await t.app.inject({ method: 'POST', url, headers, payload: {} })).statusCode).toBe(415)
  })
})

describe('a file that its reader cannot bear', () => {
  it('ends its thread, and the next one is read', async () => {
    // Well within what an archive may unpack to, and far more tags than there is room for.
    const rows = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'.repeat(900_000)
    const xml = Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)
    const spread = zipOf([
      { name: 'xl/workbook.xml', data: '<workbook><sheets><sheet name="a" r:id="1"/></sheets></workbook>' },
      {
        name: 'xl/_rels/workbook.xml.rels',
        data: '<Relationships><Relationship Id="1" Type="x/worksheet" Target="a.xml"/></Relationships>',
      },
      { name: 'xl/a.xml', data: xml },
    ])
    const refusal = await readSheetFile({ name: 'a.xlsx', bytes: spread }).catch((problem) => problem)
    expect(refusal).toMatchObject({ code: 'unreadableSheet' })
    expect(refusal.message).toMatch(/展开以后太大了|最多 20000 行/)
    const { name, data } = await fees()
    const again = await Promise.all([1, 2].map(() => readSheetFile({ name, bytes: data })))
    expect(again.map(({ sheets }) => sheets.length)).toEqual([1, 1])
  })
})
