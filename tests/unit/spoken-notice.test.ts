import { type Column, spokenNotice, type Table } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const column = (label: string, kind: Column['kind'], at: number): Column => ({ key: `c${at}`, label, kind })
const table = (
  columns: [string, Column['kind']][],
  rows: Table['rows'],
  more: Partial<Table> = {},
): Table => ({
  caption: '明细',
  columns: columns.map(([label, kind], at) => column(label, kind, at)),
  rows,
  total: rows.length,
  access: 'all',
  totals: [],
  ...more,
})
const notice = (of: Partial<Parameters<typeof spokenNotice>[0]>) =>
  spokenNotice({ title: '标题', plain: '一句话。', elements: [], body: null, table: null, ...of })

describe('a notice that is read aloud', () => {
  it('begins with the plain sentence, or with the title where there is none to be read', () => {
    expect(notice({})[0]).toBe('一句话。')
    expect(notice({ plain: null })[0]).toBe('标题。')
  })

  it('reads income and spending as sentences, without a sign or a comma', () => {
    const accounts = table(
      [
        ['日期', 'date'],
        ['摘要', 'text'],
        ['收入（元）', 'money'],
        ['支出（元）', 'money'],
      ],
      [{ household: null, own: false, cells: ['2026-10-31', '垃圾清运', null, 2_860_000] }],
    )
    const said = notice({ table: accounts })
    expect(said).toContain('二零二六年十月三十一日，垃圾清运，支出二万八千六百元。')
    expect(said.join('')).not.toMatch(/[0-9¥,()（）]/)
  })

  it('reads the own household’s figures before the rows', () => {
    const land = table(
      [
        ['户名', 'name'],
        ['流转面积', 'area'],
        ['流转费', 'money'],
      ],
      [{ household: 'HT-15-002', own: true, cells: ['沈国良', 419, 125_700] }],
      { totals: [{ kind: 'sum', label: '合计', cells: [null, 6153, 7_383_600] }] },
    )
    expect(notice({ table: land }).slice(1)).toEqual([
      '您家：流转费一千二百五十七元，流转面积四点一九亩。',
      '明细一共一行。',
      '合计，流转面积六十一点五三亩，流转费七万三千八百三十六元。',
      '沈国良，流转面积四点一九亩，流转费一千二百五十七元。',
    ])
  })

  it('does not read a long table to its end, nor a long sentence in one breath', () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({
      household: null,
      own: false,
      cells: [`第${at}户`],
    }))
    const said = notice({ table: table([['户名', 'name']], rows), body: '这一句很长，'.repeat(60) })
    expect(said.filter((one) => one.startsWith('第'))).toHaveLength(30)
    expect(said).toContain('后面的，请看表。')
    expect(Math.max(...said.map(({ length }) => length))).toBeLessThanOrEqual(120)
  })

  it('cuts what has no mark at all, so that no call of the plugin (1,000 bytes) is too long, and loses nothing', () => {
    const body = '没有标点的一长串'.repeat(80)
    const said = notice({ body: `${body}。后面还有一句，很短。` }).slice(1)
    expect(said.join('')).toBe(`${body}。后面还有一句，很短。`)
    for (const one of said) expect(Buffer.byteLength(one)).toBeLessThan(1000)
  })
})
