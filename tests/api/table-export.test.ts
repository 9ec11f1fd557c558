import { readSheet, type Table } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { suggestedColumns } from '../../server/src/features/catalogue'
import { parseSheetFile } from '../../server/src/sheets/parse'
import {
  completeContent,
  draftOf,
  published,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
/** The id of a notice with the ledger. */
let notice = ''
beforeAll(async () => {
  t = await villageApp()
  notice = (await published(t, 39, ledger)).notice
})
afterAll(() => t.close())

const headersOf = (who?: Who) => (who ? { authorization: `Bearer ${t.token[who]}` } : {})
const file = (id: string, ending: 'xlsx' | 'csv', who?: Who, query = '') =>
  t.app.inject({ url: `/api/notices/${id}/table.${ending}${query}`, headers: headersOf(who) })

const rowsIn = async (...given: Parameters<typeof file>) => {
  const { statusCode, rawPayload } = await file(...given)
  expect(statusCode).toBe(200)
  const { sheets } = parseSheetFile({ name: `a.${given[1]}`, bytes: rawPayload })
  return sheets[0]?.rows ?? []
}

const tableOf = async (id: string, who?: Who): Promise<Table | null> => {
  const token = who ? { token: t.token[who] } : {}
  return (await t.ask('GET /api/notices/:id', { params: { id }, ...token })).body.table
}

/** Whose period it is, as a file says it. */
const said = '主体：护塘村村民委员会　期别：2026年10月　期初余额：0.00 元　期末余额：34,599.50 元'

/** A table that everybody may see, with words that a spreadsheet would run. */
const ledger = {
  ...completeContent(39, { title: '十月账目' }),
  ledger: { body: 'committee' as const, period: '2026-10', opening: 0, closing: 3_459_950 },
  table: {
    caption: '收支明细',
    columns: [
      { key: 'date', label: '日期', kind: 'date' as const },
      { key: 'what', label: '摘要', kind: 'text' as const },
      { key: 'in', label: '收入（元）', kind: 'money' as const },
      { key: 'out', label: '支出（元）', kind: 'money' as const },
      { key: 'n', label: '件数', kind: 'integer' as const },
    ],
    rows: [
      { cells: ['2026-10-05', '鱼塘租金', 6_800_000, null, 1] },
      { cells: ['2026-10-06', '=HYPERLINK("http://x")', null, 3_360_050, 2] },
      { cells: ['2026-10-07', '退回上月电费', null, -20_000, 12] },
      { cells: ['2026-10-08', '0012', null, null, null] },
    ],
  },
}

describe('the table of a notice, downloaded', () => {
  it('holds what its page shows, with real dates and numbers', async () => {
    expect(await rowsIn(notice, 'xlsx', 'villager')).toEqual([
      ['收支明细'],
      [said],
      ['单位：元'],
      ['日期', '摘要', '收入（元）', '支出（元）', '件数'],
      [{ date: '2026-10-05' }, '鱼塘租金', 68_000, null, 1],
      [{ date: '2026-10-06' }, '=HYPERLINK("http://x")', null, 33_600.5, 2],
      [{ date: '2026-10-07' }, '退回上月电费', null, -200, 12],
      [{ date: '2026-10-08' }, '0012'],
      [null, '合计', null, null, 15],
      [null, '收入合计', 68_000],
      [null, '支出合计', null, 33_400.5],
      [null, '结余', 34_599.5],
    ])
  })

  it('is CSV that no spreadsheet runs, with its mark and its decimals', async () => {
    const { payload, headers } = await file(notice, 'csv', 'villager')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(payload.split('\r\n')).toEqual([
      '\ufeff收支明细',
      `"${said}"`,
      '单位：元',
      '日期,摘要,收入（元）,支出（元）,件数',
      '2026-10-05,鱼塘租金,68000.00,,1',
      `2026-10-06,"'=HYPERLINK(""http://x"")",,33600.50,2`,
      '2026-10-07,退回上月电费,,-200.00,12',
      '2026-10-08,0012,,,',
      ',合计,,,15',
      ',收入合计,68000.00,,',
      ',支出合计,,33400.50,',
      ',结余,34599.50,,',
      '',
    ])
    expect((await rowsIn(notice, 'csv', 'villager'))[5]?.[1]).toBe('=HYPERLINK("http://x")')
  })

  it('bears the village and the title in its name, and is kept by nothing in between', async () => {
    const { headers } = await file(notice, 'xlsx', 'villager')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-disposition']).toBe(
      `attachment; filename="table.xlsx"; filename*=UTF-8''${encodeURIComponent('护塘村-收支明细.xlsx')}`,
    )
  })

  it('is nothing to who may not see it, or where there is none', async () => {
    const { notice: closed } = await published(t, 31, completeContent(31, { table: true }))
    for (const who of [undefined, 'stranger', 'neighbour'] as const) {
      expect([who, (await tableOf(closed, who))?.rows]).toEqual([who, undefined])
      expect([who, (await file(closed, 'xlsx', who)).json().error.code]).toEqual([who, 'tableNotFound'])
    }
    const bare = await published(t, 29)
    expect((await file(bare.notice, 'csv', 'villager')).json().error.code).toBe('tableNotFound')
    const { notice: draft } = await draftOf(t, 39, ledger)
    expect((await file(draft, 'xlsx', 'clerk')).json().error.code).toBe('noticeNotFound')
    expect((await file('nothing', 'xlsx')).statusCode).toBe(404)
  })

  it('goes with its notice: hidden, it is only for who decides; taken down, for nobody', async () => {
    const { notice: gone } = await published(t, 39, {
      ...ledger,
      ledger: { ...ledger.ledger, body: 'cooperative' },
    })
    const step = (verb: 'hide' | 'takedown', who: Who, body: object) =>
      t.app.inject({
        method: 'POST',
        url: `/api/notices/${gone}/${verb}`,
        headers: headersOf(who),
        payload: body,
      })
    expect((await step('hide', 'publisher', { reason: '误带了号码' })).statusCode).toBe(200)
    expect((await file(gone, 'csv', 'villager')).json().error.code).toBe('noticeNotFound')
    expect((await file(gone, 'csv', 'supervisor')).statusCode).toBe(200)
    const taken = await step('takedown', 'supervisor', { reason: '误带了号码', kinds: ['phone'] })
    expect(taken.statusCode).toBe(200)
    for (const who of ['villager', 'supervisor', 'publisher'] as const) {
      expect([who, (await file(gone, 'xlsx', who)).json().error.code]).toEqual([who, 'noticeNotFound'])
    }
  })

  it.each([
    [31, 'villager'],
    [31, 'clerk'],
    [12, 'villager'],
    [12, 'clerk'],
    [43, 'villager'],
    [47, 'outsider'],
    [49, undefined],
    [13, 'villager'],
    [16, 'outsider'],
  ] as const)('has the rows, masks and totals of item %d as %s sees them', async (item, who) => {
    const { notice: shownOf } = await published(t, item, completeContent(item, { table: true }))
    const table = await tableOf(shownOf, who)
    const text = (cell: unknown) => (typeof cell === 'number' ? cell / 100 : cell)
    const shown = [...(table?.rows ?? []), ...(table?.totals ?? [])].map(({ cells }) => cells.map(text))
    const whole = await rowsIn(shownOf, 'xlsx', who)
    const rows = whole.slice(whole.findIndex((row) => row[0] === table?.columns[0]?.label) + 1)
    const labelled = rows.slice(0, shown.length).map((row, at) => {
      const total = (table?.totals ?? [])[at - (table?.rows.length ?? 0)]
      return row.map((cell) => (cell === total?.label ? null : cell))
    })
    const padded = (list: unknown[][]) => list.map((row) => [0, 1, 2, 3].map((at) => row[at] ?? null))
    expect(padded(labelled)).toEqual(padded(shown))
    const notes = rows.slice(shown.length).flat()
    expect(notes).toEqual(table?.access === 'own' ? ['注：各户的明细只给本户看，这里只有您自己家的。'] : [])
  })
})

describe('an empty table of an item', () => {
  const template = (no: number, who?: Who) =>
    t.app.inject({
      url: `/api/regions/${village.code}/items/${no}/template.xlsx`,
      headers: headersOf(who),
    })
  const rowsOf = async (no: number, who?: Who) => {
    const { sheets } = parseSheetFile({ name: 'a.xlsx', bytes: (await template(no, who)).rawPayload })
    return sheets[0]?.rows ?? []
  }

  it('has the usual headings, the unit, and how a cell is written', async () => {
    expect(await rowsOf(39)).toEqual([
      ['财务收支明细'],
      ['注：一件一行；金额只写数，例：1257.00；日期例：2026-11-20；没有的空着。不用写合计，程序会加。'],
      ['单位：元'],
      ['日期', '摘要', '类别', '收入（元）', '支出（元）', '经手人', '审批人'],
    ])
  })

  it('names the households to who writes for the village, and to nobody else', async () => {
    const headings = ['户号', '组别', '户主', '年发放金额（元）']
    const filled = await rowsOf(14, 'clerk')
    expect(filled.slice(3)).toEqual([
      headings,
      ['HT-15-001', '15组', '户主HT-15-001'],
      ['HT-15-002', '15组', '户主HT-15-002'],
      ['HT-15-003', '15组', '户主HT-15-003'],
    ])
    for (const who of [undefined, 'villager', 'officer', 'supervisor'] as const) {
      expect([who, (await rowsOf(14, who)).slice(3)]).toEqual([who, [headings]])
    }
  })

  it('is read by the reader of tables, whatever the item, its note left aside', async () => {
    const numbers = Array.from({ length: 51 }, (_, at) => at + 1)
    for (const no of numbers.filter((one) => suggestedColumns(one).length > 0)) {
      const bytes = (await template(no, 'clerk')).rawPayload
      const [sheet] = parseSheetFile({ name: 'a.xlsx', bytes }).sheets
      const usual = suggestedColumns(no)
      const known = { columns: [], usual, households: [] }
      const read = sheet && readSheet(sheet, known)
      const kept = read?.table.columns.map(({ key }) => key)
      const keys = usual.map(({ key }) => key)
      // Columns that nothing stands in yet are there all the same.
      expect([no, kept, read?.problems]).toEqual([no, keys, []])
      expect([no, [0, 3].includes(read?.table.rows.length ?? -1)]).toEqual([no, true])
    }
  })

  it('is not there where an item has no table', async () => {
    expect((await template(1)).json().error.code).toBe('tableNotFound')
    expect((await template(998)).json().error.code).toBe('itemNotFound')
  })
})
