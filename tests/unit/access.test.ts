import {
  type Access,
  type Audience,
  accessTo,
  audiences,
  belongsTo,
  type Column,
  maskLevels,
  maskName,
  type Restriction,
  roleNames,
  rowAccess,
  type Viewer,
  visibleRows,
  visitor,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const here = '310116109213'
const there = '310116109222'
const own = `${here}:HT-15-001`

const resident = (region: string, member: boolean, household = `${region}:HT-15-001`): Viewer => ({
  account: 'a',
  person: 'p',
  residences: [{ region, household, member }],
  roles: [],
})
const serving = (role: Viewer['roles'][number]['role'], region: string): Viewer => ({
  account: 'a',
  person: 'p',
  residences: [],
  roles: [{ role, region }],
})

/** Every position from which somebody may look at a notice of the village, and what they belong to. */
const positions: [name: string, viewer: Viewer, belongs: Audience[]][] = [
  ['visitor', visitor, ['public']],
  ['signed in, not verified', { ...visitor, account: 'a', person: 'p' }, ['public']],
  ['member of another village', resident(there, true), ['public']],
  ['resident who is no member', resident(here, false), ['public', 'village', 'household']],
  ['member', resident(here, true), ['public', 'village', 'members', 'household']],
  ...roleNames.flatMap((role): [string, Viewer, Audience[]][] => {
    // A 组长 works for one group: for reading they are whoever they are at home.
    const office = !['operator', 'administrator', 'group-leader'].includes(role)
    const all: Audience[] = [...audiences]
    return [
      [`${role} of the village`, serving(role, here), office ? all : ['public']],
      [`${role} of the township above`, serving(role, '310116109'), office ? all : ['public']],
      [`${role} of another village`, serving(role, there), ['public']],
    ]
  }),
]

const restrictions: Restriction[] = audiences.flatMap((audience) =>
  audiences.flatMap((summaryAudience) =>
    maskLevels.map((maskLevel) => ({ region: here, audience, summaryAudience, maskLevel })),
  ),
)

const columns: Column[] = [
  { key: 'name', label: '户主', kind: 'name' },
  { key: 'sum', label: '金额', kind: 'money' },
]
const rows = [
  { household: `${here}:HT-15-002`, cells: ['沈大明', 100] },
  { household: own, cells: ['陆小青', 200] },
  { household: null, cells: ['合计户', 300] },
]

describe.each(positions)('%s', (_name, viewer, belongs) => {
  it('belongs to just these audiences', () => {
    expect(audiences.filter((audience) => belongsTo(viewer, here, audience))).toEqual(
      audiences.filter((audience) => belongs.includes(audience)),
    )
  })

  it('sees of every kind of notice just what it may', () => {
    for (const restriction of restrictions) {
      const { audience, summaryAudience, maskLevel } = restriction
      const inside = belongs.includes(audience === 'household' ? summaryAudience : audience)
      const wanted: Access = !inside
        ? 'title'
        : audience === 'household' || maskLevel === 'M4'
          ? 'summary'
          : 'full'
      expect(accessTo(viewer, restriction)).toBe(wanted)
      expect(rowAccess(viewer, restriction)).toBe({ title: 'none', summary: 'own', full: 'all' }[wanted])

      const seen = visibleRows(rows, columns, viewer, restriction, null)
      const isOwn = viewer.residences.some(({ household }) => household === own)
      const others = wanted === 'full' ? (isOwn ? 2 : 3) : 0
      expect(seen.filter((row) => row.own)).toHaveLength(isOwn && wanted !== 'title' ? 1 : 0)
      expect(seen.filter((row) => !row.own)).toHaveLength(others)
      for (const row of seen) {
        if (row.own) expect(row).toEqual({ household: own, own: true, cells: ['陆小青', 200] })
        else {
          expect(row.household).toBeNull()
          if (maskLevel >= 'M3') expect(row.cells[0]).toContain('＊')
        }
      }
      if (isOwn && seen.length > 0) expect(seen[0]?.own).toBe(true)
    }
  })
})

describe('masks', () => {
  it.each([
    ['', ''],
    ['明', '＊'],
    ['张三', '张＊'],
    ['张小明', '张＊明'],
    ['欧阳小明', '欧＊＊明'],
    [' 张三 ', '张＊'],
    ['𠮷田明', '𠮷＊明'],
  ])('%s becomes %s', (name, masked) => expect(maskName(name)).toBe(masked))
})
