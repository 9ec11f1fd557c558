import { describe, expect, it } from '@jest/globals'
import { unfitFields } from '../../../miniapp/src/cadre/draft/unfit'
import {
  addColumn,
  changeColumn,
  newTable,
  removeColumn,
  takePasted,
  tieByName,
} from '../../../miniapp/src/cadre/table/edit-table'
import { readPaste } from '../../../miniapp/src/cadre/table/read-paste'
import { onlookerOf, seenTable } from '../../../miniapp/src/cadre/table/view'
import { columns, content, households } from '../../e2e/fixtures/cadre'
import { land } from '../../e2e/fixtures/village'

const table = content.table ?? newTable('', [])
const codes = households.map(({ code }) => code)

describe('pasted text', () => {
  it("goes into the item's usual columns, without those nothing was pasted into", () => {
    const pasted = readPaste('户号\t组别\t户名\t流转面积(亩)\n15-001\t15组\t陆文华\t4.19', [], columns)
    expect(pasted.columns.map(({ key }) => key)).toEqual(['group', 'name', 'moved'])
    expect(pasted.rows).toEqual([{ household: '15-001', cells: ['15组', '陆文华', 419] }])
  })

  it('names the cells it does not understand rather than giving their column another kind', () => {
    const pasted = readPaste('组别\t户名\t流转面积\n15组\t陆文华\t四亩', [], columns)
    expect(pasted.problems).toMatchObject([{ row: 1, column: '流转面积' }])
  })

  it('has columns of its own where its headings are others', () => {
    const pasted = readPaste('项目\t支出（元）\n修水渠\t12,000.50', [], columns)
    expect(pasted.columns.map(({ label, kind }) => [label, kind])).toEqual([
      ['项目', 'text'],
      ['支出（元）', 'money'],
    ])
    expect(pasted.rows[0]?.cells).toEqual(['修水渠', 1200050])
  })

  it('keeps the order of its own headings', () => {
    const pasted = readPaste('流转面积\t备注\t户名\n4.19\t外出\t陆文华', [], columns)
    expect(pasted.columns.map(({ label, kind }) => [label, kind])).toEqual([
      ['流转面积', 'area'],
      ['备注', 'text'],
      ['户名', 'name'],
    ])
  })

  it('appended, leaves new columns empty in the earlier rows', () => {
    const pasted = readPaste('户名\t备注\n王小满\t外出', table.columns, columns)
    const next = takePasted(table, pasted, 'append')
    expect(next.rows).toHaveLength(4)
    expect(next.rows.every(({ cells }) => cells.length === 6)).toBe(true)
    expect(next.rows[0]?.cells[5]).toBeNull()
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
