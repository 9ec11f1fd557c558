import { describe, expect, it } from '@jest/globals'
import { anchorOf } from '../../../miniapp/src/cadre/edit/anchors'
import { blockedAt, blockedIn, withoutBlocked } from '../../../miniapp/src/cadre/edit/blocked'
import type { Content } from '../../../miniapp/src/cadre/table/rows'

const content: Content = {
  title: '沈国良家的补助',
  plain: '请打 138 1234 5678。',
  elements: [
    { name: '时间', text: '11月' },
    { name: '金额', text: '卡号 6222 0210 0111 6245 702' },
  ],
  body: '三户，都批了。',
  table: {
    caption: '明细',
    columns: [
      { key: 'name', label: '姓名', kind: 'name' },
      { key: 'note', label: '说明', kind: 'text' },
      { key: 'fee', label: '金额', kind: 'money' },
    ],
    rows: [
      { key: 'a', household: null, cells: ['沈大明', '同意', 100] },
      { key: 'b', household: null, cells: ['顾阿凤', '13812345678', 200] },
    ],
  },
}
const byServer = [
  { field: 'content.title', message: '标题里有村民的姓名“沈国良”，列表里人人看得见，请换个说法。' },
  { field: 'content.elements', message: '还缺公开要素“人数”。', column: '人数' },
]
const blocked = blockedIn(content, { pictures: [], problems: byServer })

describe('what may not be published of a draft', () => {
  it('is found at its field while it is written, and names as the server found them', () => {
    expect(blocked.map(({ field, column, row }) => [field, column ?? null, row ?? null])).toEqual([
      ['content.title', null, null],
      ['content.plain', null, null],
      ['content.elements', '金额', null],
      ['content.table.rows', '说明', 2],
    ])
    expect(blockedAt(blocked, 'content.elements', '时间')).toBeUndefined()
  })

  it('is never seen in the preview, and everything else is', () => {
    const seen = JSON.stringify(withoutBlocked(content, blocked))
    for (const secret of ['沈国良', '138', '6222', '顾阿凤']) expect(seen).not.toContain(secret)
    for (const open of ['三户，都批了。', '11月', '沈大明', '同意', '明细']) expect(seen).toContain(open)
  })

  it('leaves a draft without it as it is', () => {
    const plain = { ...content, plain: '三户。', elements: [], table: null, title: '补助' }
    expect(withoutBlocked(plain, blockedIn(plain, { pictures: [], problems: [] }))).toBe(plain)
  })

  it('has a place on the page to go to', () => {
    const places = blocked.map((problem) => anchorOf(problem, ['时间', '金额']))
    expect(places).toEqual(['at-title', 'at-plain', 'at-element-1', 'at-table'])
    expect(anchorOf({ field: 'content.elements', message: '', column: '没有' }, [])).toBe('at-elements')
    expect(anchorOf({ field: 'revision', message: '' }, [])).toBeUndefined()
  })
})
