import { describe, expect, it } from '@jest/globals'
import { blockOfText, textOfBlock } from '../../../miniapp/src/cadre/grid/block'
import { columnsOf, hasHouseholds } from '../../../miniapp/src/cadre/grid/columns'
import { faultsIn } from '../../../miniapp/src/cadre/grid/faults'
import { pressKey } from '../../../miniapp/src/cadre/grid/keys'
import { type Change, Sheet } from '../../../miniapp/src/cadre/grid/sheet'
import { totalLines } from '../../../miniapp/src/cadre/grid/totals'
import type { WholeTable } from '../../../miniapp/src/cadre/table/rows'

const context = { households: [{ code: '15-001', name: '陆文华', group: '15组' }], today: '2026-11-09' }

const finance = (rows: WholeTable['rows'] = []): WholeTable => ({
  caption: '10 月收支',
  columns: [
    { key: 'date', label: '日期', kind: 'date' },
    { key: 'summary', label: '摘要', kind: 'text' },
    { key: 'income', label: '收入（元）', kind: 'money', total: 'balance' },
    { key: 'expense', label: '支出（元）', kind: 'money', total: 'balance' },
  ],
  rows,
})

/** A sheet with a draft behind it that others may write to. */
function opened(table = finance()) {
  let draft: WholeTable | null = table
  let waiting: (() => void)[] = []
  const full: string[] = []
  const sheet = new Sheet(table, {
    change: (change: Change) => {
      draft = change(draft)
    },
    later: (run) => void waiting.push(run),
    columns: (now) => columnsOf(now.columns, hasHouseholds(now, context), context),
    full: () => full.push('full'),
  })
  const settle = () => {
    const runs = waiting
    waiting = []
    for (const run of runs) run()
    if (draft) sheet.receive(draft)
  }
  const press = (key: string, held: Partial<Record<'ctrlKey' | 'shiftKey', boolean>> = {}) =>
    pressKey(
      sheet,
      { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held },
      10,
      () => undefined,
    )
  const write = (text: string, then = 'Tab') => {
    sheet.edit(text)
    press(then)
  }
  const other = (change: (table: WholeTable) => WholeTable) => {
    draft = draft && change(draft)
  }
  return { sheet, press, write, settle, full, draft: () => draft, other }
}

const cells = (table: WholeTable | null) => table?.rows.map((row) => row.cells)

describe('a sheet', () => {
  it('is typed into from cell to cell, and Enter goes back to where Tab began', () => {
    const { write, settle, draft, sheet } = opened()
    write('10-3')
    write('门面房租金')
    write('36,000', 'Enter')
    expect(sheet.get().at).toEqual({ row: 1, col: 0 })
    write('2026年10月8日')
    write('垃圾清运')
    write('')
    write('28600.00', 'Enter')
    settle()
    expect(cells(draft())).toEqual([
      ['2026-10-03', '门面房租金', 3_600_000, null],
      ['2026-10-08', '垃圾清运', null, 2_860_000],
    ])
  })

  it('takes a block, fills it down, clears it, and takes everything back and forth', () => {
    const { sheet, press, settle, draft } = opened()
    sheet.paste('2026-10-03\t租金\t1\r\n2026-10-04\t"第一行\n第二行"\t2\r\n')
    const pasted = cells(sheet.get().table)
    expect(pasted).toEqual([
      ['2026-10-03', '租金', 100, null],
      ['2026-10-04', '第一行\n第二行', 200, null],
    ])
    sheet.goTo({ row: 0, col: 1 }, { row: 1, col: 2 })
    press('d', { ctrlKey: true })
    expect(cells(sheet.get().table)?.[1]).toEqual(['2026-10-04', '租金', 100, null])
    press('Delete')
    expect(cells(sheet.get().table)?.[1]).toEqual(['2026-10-04', null, null, null])
    press('z', { ctrlKey: true })
    press('z', { ctrlKey: true })
    expect(cells(sheet.get().table)).toEqual(pasted)
    press('z', { ctrlKey: true })
    expect(sheet.get().table.rows).toEqual([])
    press('y', { ctrlKey: true })
    settle()
    expect(cells(draft())).toEqual(pasted)
  })

  it('inserts and removes the rows that are selected', () => {
    const { sheet, press } = opened()
    sheet.paste('2026-10-01\ta\n2026-10-02\tb\n2026-10-03\tc')
    sheet.goTo({ row: 1, col: 0 }, { row: 2, col: 0 })
    press('+', { ctrlKey: true })
    expect(sheet.get().table.rows.map(({ cells: [date] }) => date)).toEqual([
      '2026-10-01',
      null,
      null,
      '2026-10-02',
      '2026-10-03',
    ])
    press('-', { ctrlKey: true })
    expect(sheet.get().table.rows).toHaveLength(3)
  })

  it('keeps what others wrote meanwhile, also when its own is taken back', () => {
    const { sheet, press, write, settle, draft, other } = opened(
      finance([{ key: 'k1', household: null, cells: ['2026-10-01', '租金', 100, null] }]),
    )
    sheet.goTo({ row: 0, col: 1 })
    write('门面房租金', 'Enter')
    other((table) => ({
      ...table,
      rows: [...table.rows, { key: 'k2', household: null, cells: ['2026-10-02', '别处写的', null, 200] }],
    }))
    settle()
    expect(cells(draft())).toEqual([
      ['2026-10-01', '门面房租金', 100, null],
      ['2026-10-02', '别处写的', null, 200],
    ])
    expect(sheet.get().table).toBe(draft())
    press('z', { ctrlKey: true })
    settle()
    expect(cells(draft())).toEqual([
      ['2026-10-01', '租金', 100, null],
      ['2026-10-02', '别处写的', null, 200],
    ])
  })

  it('keeps what it does not understand as it was typed, with the ways out of it', () => {
    const { sheet, write } = opened()
    sheet.goTo({ row: 0, col: 3 })
    write('1200 800')
    const table = sheet.get().table
    const fault = table.rows[0] && faultsIn(table.columns, table.rows[0]).get('expense')
    expect(fault?.message).toBe('一格里有两个数：1200 还是 800？')
    expect(fault?.fixes.map(({ label }) => label)).toEqual(['1200', '800', '拆成两行'])
    sheet.mend({ row: 0, col: 3 }, ['1200', '800'])
    expect(cells(sheet.get().table)).toEqual([
      [null, null, null, 120_000],
      [null, null, null, 80_000],
    ])
  })

  it('finds the household by its name', () => {
    const named: WholeTable = {
      caption: '',
      columns: [{ key: 'name', label: '户名', kind: 'name' }],
      rows: [],
    }
    const { sheet, write } = opened(named)
    write('陆文华')
    expect(sheet.get().table.rows[0]?.household).toBe('15-001')
  })

  it('says when it holds no more', () => {
    const rows = Array.from({ length: 19_999 }, (_, at) => ({
      key: `k${at}`,
      household: null,
      cells: [null, 'x', null, null],
    }))
    const { sheet, full } = opened(finance(rows))
    sheet.goTo({ row: 19_999, col: 1 })
    sheet.paste('a\nb')
    expect(sheet.get().table.rows).toHaveLength(20_000)
    expect(full).toEqual(['full'])
  })
})

describe('below a sheet', () => {
  it('income and spending stand in one line, with what is left in words', () => {
    const table = finance([
      { key: 'a', household: null, cells: ['2026-10-03', '租金', 3_600_000, null] },
      { key: 'b', household: null, cells: ['2026-10-08', '清运', null, 2_860_000] },
    ])
    expect(totalLines(table)).toEqual([
      {
        label: '合计 · 结余 7,400.00',
        texts: new Map([
          ['income', '36,000.00'],
          ['expense', '28,600.00'],
        ]),
      },
    ])
  })
})

describe('cells of the clipboard', () => {
  it.each(['a\tb\nc\td', '"x\ty"\t1', '"he said ""ja"""\t'])('come out as they went in: %j', (text) => {
    expect(textOfBlock(blockOfText(text))).toBe(text)
  })
})
