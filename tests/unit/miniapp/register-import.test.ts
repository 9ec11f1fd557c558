import { describe, expect, it } from '@jest/globals'
import { leftOut, reasonAgainst, whatChanges } from '../../../miniapp/src/office/import/changes'
import { firstKind, lineTitle, pairLines } from '../../../miniapp/src/office/import/words'
import { askingImport, cleanImport, importLines } from '../../e2e/fixtures/register-import'

type Counts = typeof cleanImport.counts
const nothing: Counts = {
  rows: 3,
  new: 0,
  changed: 0,
  same: 0,
  question: 0,
  open: 0,
  gone: 0,
  problem: 0,
  newHouseholds: 0,
  changedHouseholds: 0,
}
const counted = (counts: Partial<Counts>, kind = cleanImport.kind) => ({
  ...cleanImport,
  kind,
  counts: { ...nothing, ...counts },
})

describe('the button of an import', () => {
  it('says people and households, those that change apart from those that come', () => {
    expect(whatChanges(cleanImport)).toBe('新增 22 人 9 户')
    expect(whatChanges(counted({ new: 1, changed: 3, changedHouseholds: 2 }))).toBe('新增 1 人，改 1 人 2 户')
  })

  it('of 承包户 and 成员户 counts households alone', () => {
    const book = counted({ new: 7, newHouseholds: 7, changed: 2, changedHouseholds: 2 }, 'contract')
    expect(whatChanges(book)).toBe('新增 7 户，改 2 户')
  })

  it('counts the questions that were answered, and names what is left aside', () => {
    const asked = counted({ new: 2, question: 3, open: 1, problem: 4 })
    expect(whatChanges(asked)).toBe('新增 2 人，2 处按您答的办')
    expect(leftOut(asked)).toBe('1 处没有答的先放着，4 行里看不懂的格子先空着')
    expect(leftOut(cleanImport)).toBeUndefined()
  })

  it.each([
    ['a file that says what the register says', { same: 3 }, '和册子一样，没有要改的'],
    ['a file of questions alone', { question: 2, open: 2 }, '先答要问您的 2 处'],
    ['a file of which nothing can be read', { problem: 3 }, '没有一行可以导入'],
  ])('is closed to %s', (_what, counts, reason) => {
    const data = counted(counts)
    expect(reasonAgainst(data, whatChanges(data))).toBe(reason)
  })

  it('is open where some questions are left aside, and where somebody may have gone', () => {
    const refused = { confirm: { allowed: false, reason: '还有1处要问您。' } }
    const asked = { ...counted({ new: 2, question: 1, open: 1 }), ...refused }
    expect(reasonAgainst(asked, whatChanges(asked))).toBeUndefined()
    const fewer = counted({ same: 2, gone: 1 })
    expect(reasonAgainst(fewer, whatChanges(fewer))).toBeUndefined()
  })
})

describe('the lines of an import', () => {
  it('stand by what needs somebody first', () => {
    expect(firstKind(askingImport)).toBe('problem')
    expect(firstKind(cleanImport)).toBe('new')
    expect(firstKind(counted({}))).toBe('new')
  })

  it('name the row and the person, or the household', () => {
    const [line] = importLines.question
    if (!line) throw new Error('the fixture holds no question')
    expect(lineTitle(line)).toBe('第 41 行 沈国良')
    expect(lineTitle({ ...line, of: 'household', row: null })).toBe('沈国良户')
  })

  it('compare two rows, without what neither says', () => {
    const [line] = importLines.question
    const unsaid = { relation: null }
    const lines =
      line?.stored && line.file ? pairLines({ ...line.stored, ...unsaid }, { ...line.file, ...unsaid }) : []
    const differing = lines.filter(({ left, right }) => left !== right).map(({ name }) => name)
    expect(differing).toEqual(['户号', '出生', '手机'])
    expect(lines.map(({ name }) => name)).toEqual([
      '姓名',
      '户号',
      '户主',
      '组',
      '性别',
      '出生',
      '成员',
      '手机',
    ])
    expect(lines.find(({ name }) => name === '出生')).toMatchObject({ left: '1962 年', right: '1988 年' })
  })
})
