import { type Column, readSheet, sheetOfText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { unfitFields } from '../../../miniapp/src/cadre/draft/unfit'
import {
  addColumn,
  changeColumn,
  newTable,
  removeColumn,
  takeSheet,
  tieByName,
} from '../../../miniapp/src/cadre/table/edit-table'
import { onlookerOf, seenTable } from '../../../miniapp/src/cadre/table/view'
import { columns, content, households } from '../../e2e/fixtures/cadre'
import { land } from '../../e2e/fixtures/village'

const table = content.table ?? newTable('', [])
const codes = households.map(({ code }) => code)

const read = (text: string, there: readonly Column[] = [], usual: readonly Column[] = columns) =>
  readSheet(sheetOfText(text), { columns: there, usual, households })

describe('a table that was read', () => {
  it("goes into the item's usual columns, without those that the sheet does not have", () => {
    const { table } = takeSheet(
      newTable('', []),
      read('户号\t组别\t户名\t流转面积(亩)\n15-001\t15组\t陆文华\t4.19'),
      'replace',
    )
    expect(table.columns.map(({ key }) => key)).toEqual(['group', 'name', 'moved'])
    expect(table.rows).toMatchObject([{ household: '15-001', cells: ['15组', '陆文华', 419] }])
  })

  it('keeps its place in the order of the sheet', () => {
    const { table } = read('流转面积\t备注\t户名\n4.19\t外出\t陆文华')
    expect(table.columns.map(({ label, kind }) => [label, kind])).toEqual([
      ['流转面积', 'area'],
      ['备注', 'text'],
      ['户名', 'name'],
    ])
  })

  it('appended, leaves new columns empty in the earlier rows', () => {
    const { table: next, unread } = takeSheet(
      table,
      read('户名\t备注\n王小满\t外出', table.columns),
      'append',
    )
    expect(unread).toBe(0)
    expect(next.rows).toHaveLength(4)
    expect(next.rows.every(({ cells }) => cells.length === 6)).toBe(true)
    expect(next.rows[0]?.cells[5]).toBeNull()
  })

  it('in place of another keeps the keys, so that only what changed is saved', () => {
    const { table: next } = takeSheet(table, read('户名\n王小满', table.columns), 'replace')
    expect(next.rows.map(({ key }) => key)).toEqual([table.rows[0]?.key])
  })

  it('under a column of another kind says which earlier cells do not fit it', () => {
    const there = readSheet(sheetOfText('户名\n王小满'), {
      ...{ columns: table.columns, usual: [], households: [] },
      answers: { columns: { 0: { to: 'name', kind: 'integer' } } },
    })
    expect(takeSheet(table, there, 'append').unread).toBe(3)
    expect(takeSheet(table, there, 'replace').unread).toBe(0)
  })
})

describe('a table being edited', () => {
  it('keeps every row as wide as its columns', () => {
    const wider = addColumn(table, { key: 'note', label: '备注', kind: 'text' })
    expect(wider.rows[0]?.cells).toHaveLength(6)
    expect(removeColumn(wider, 5)).toEqual(table)
  })

  it('changes a column’s kind only where every cell can become it', () => {
    expect(changeColumn(table, 2, { key: 'contracted', label: '承包面积', kind: 'money' })).toMatchObject({
      table: { rows: [{ cells: ['15组', '陆文华', 458, 419, 502800] }, {}, {}] },
    })
    expect(changeColumn(table, 1, { key: 'name', label: '户名', kind: 'integer' })).toEqual({ unread: 3 })
  })

  it('ties rows to the one household of that name and group', () => {
    const done = tieByName(table, households)
    expect(done.tied).toBe(1)
    expect(done.table.rows[2]?.household).toBe('15-003')
    expect(tieByName(table, [...households, { code: '15-009', name: '沈阿根', group: '15组' }]).tied).toBe(0)
  })

  it('is not sent while a household stands twice or is unknown', () => {
    expect(unfitFields(content, codes)).toEqual([])
    const twice = { ...table, rows: table.rows.map((row) => ({ ...row, household: '15-001' })) }
    expect(unfitFields({ ...content, table: twice }, codes)).toEqual(['table'])
  })
})

describe('a preview', () => {
  it('shows a visitor no row, and a villager of an M4 item only the own ones', () => {
    const seen = (who: 'villager' | 'visitor', maskLevel: 'M2' | 'M4') =>
      seenTable(table, { ...land, maskLevel }, '310116109213', onlookerOf(who, '310116109213', table))
    expect(seen('visitor', 'M2')).toMatchObject({ access: 'none', rows: [] })
    expect(seen('villager', 'M2').rows).toHaveLength(3)
    expect(seen('villager', 'M4').rows.map(({ own }) => own)).toEqual([true])
  })
})
