import { type Column, type Names, namesOf, type Viewer, visibleRows } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { isOrdinaryWord } from '../../server/src/features/residents'

const register = namesOf(
  ['沈涛', '沈国良', '顾阿凤', '高兴', '方向', '和平', '阿依古丽·买买提', '户', ' 夏　阿三 '],
  isOrdinaryWord,
)
const found = (text: string) => register.find(text).map(({ name, sure }) => (sure ? name : `${name}?`))

describe('a name in a text', () => {
  it.each([
    ['沈国良家临时困难补助公示', ['沈国良']],
    ['沈　涛、顾\u200b阿凤两户', ['沈涛', '顾阿凤']],
    ['沈\u{e0100}涛', ['沈涛']],
    ['夏阿三同志', ['夏阿三']],
    ['阿依古丽•买买提家', ['阿依古丽买买提']],
    ['阿依古丽买买提家', ['阿依古丽买买提']],
    ['沈阳路修好了', []],
    ['大家高高兴兴过年', ['高兴?']],
    ['改正方向', ['方向?']],
    ['高兴同志家', ['高兴']],
    ['申请人：高兴', ['高兴']],
    ['高兴', ['高兴']],
    ['一户', []],
  ])('%s', (text, names) => expect(found(text)).toEqual(names))

  it('is not an ordinary word where it has three letters', () =>
    expect(['高兴', '马路', '和平', '施工', '陈子昂', '沈涛', '顾阿凤'].map(isOrdinaryWord)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]))
})

const region = '310116109213'
const columns: Column[] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'name', label: '申请人', kind: 'name' },
  { key: 'why', label: '事由', kind: 'text' },
  { key: 'fee', label: '金额', kind: 'money' },
]
const villager: Viewer = {
  account: 'a',
  person: 'p',
  residences: [{ region, household: `${region}:HT-15-001`, member: true }],
  roles: [],
}
const seen = (
  cells: (string | number | null)[],
  names: Names | null = register,
  household: string | null = null,
) =>
  visibleRows(
    [{ household, cells }],
    columns,
    villager,
    { region, audience: 'village', summaryAudience: 'village', maskLevel: 'M3' },
    names,
  )[0]?.cells

describe('at M3 a name is masked whatever its column', () => {
  it.each([
    ['of names', ['15组', '沈　涛', '大病', 1], ['15组', '沈＊', '大病', 1]],
    [
      'of names, with what cannot be seen',
      ['15组', '沈\u200b国\ufe00良', null, 1],
      ['15组', '沈＊良', null, 1],
    ],
    ['of several names', ['15组', '沈涛、顾阿凤', null, 1], ['15组', '沈＊、顾＊凤', null, 1]],
    ['of several between spaces', ['15组', '沈涛 顾阿凤', null, 1], ['15组', '沈＊ 顾＊凤', null, 1]],
    ['of text', ['15组', '沈涛', '代顾 阿凤垫付', 1], ['15组', '沈＊', '代顾＊凤垫付', 1]],
    ['of groups', ['顾阿凤（15组）', '沈涛', null, 1], ['顾＊凤（15组）', '沈＊', null, 1]],
    [
      'of text, for who is not in the register',
      ['15组', '卫东来', '卫东来住院', 1],
      ['15组', '卫＊来', '卫＊来住院', 1],
    ],
    ['but not an ordinary word', ['15组', '沈涛', '方向盘坏了', 1], ['15组', '沈＊', '方向盘坏了', 1]],
    ['unless the cell says nothing else', ['15组', '沈涛', '方向', 1], ['15组', '沈＊', '方＊', 1]],
  ])('%s', (_, cells, masked) => expect(seen(cells)).toEqual(masked))

  it('and never in the own household’s row', () => {
    const cells = ['15组', '沈涛', '代顾阿凤垫付', 1]
    expect(seen(cells, register, `${region}:HT-15-001`)).toEqual(cells)
  })
})
