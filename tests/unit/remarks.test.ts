import { describe, expect, it } from '@jest/globals'
import { balanceRemark } from '../../server/src/features/notices/workflow/balances.rules'
import { changedSince, type Returned } from '../../server/src/features/notices/workflow/since-return.rules'

const words = (texts: string[], plain = '') => ({
  title: '收支',
  plain,
  elements: texts.map((text, at) => ({ name: `要素${at}`, text })),
  body: '',
})

describe('what an account begins with', () => {
  it.each([
    [
      '月初账上 ¥500.00。',
      '月末账上 ¥500.00，等于月初加收入减支出。',
      '期初 ¥500.00，与上次公开的期末一致。',
    ],
    ['上月结余 500 元。', '月底账上还有 500 元。', '期初 ¥500.00，与上次公开的期末一致。'],
    [
      '期初余额 480.00 元。',
      '本月结余 500.00 元。',
      '期初是 ¥480.00，上次公开的期末是 ¥500.00，差 ¥20.00，请核对。',
    ],
    ['期初余额：1,234.56 元', '期末余额：1,234.56 元', '期初 ¥1,234.56，与上次公开的期末一致。'],
  ])('%s after %s', (now, last, said) => {
    expect(balanceRemark(words([now]), words([last]))?.message).toBe(said)
  })

  it('is compared with the exact sum where a sentence rounds it', () => {
    const last = words(['月末账上 ¥123,456.00。'], '月底账上还有 12.3 万元。')
    expect(balanceRemark(words(['月初账上 ¥123,456.00。']), last)?.message).toContain('一致')
  })

  it('is not compared where one of them does not say it', () => {
    expect(balanceRemark(words(['本月收入 100 元。']), words(['月末账上 5 元。']))).toBeNull()
    expect(balanceRemark(words(['月初账上 5 元。']), words(['上月末账上 5 元。']))).toBeNull()
  })
})

describe('what was changed since a reviewer sent it back', () => {
  const table = (hash: string, rows: number) => ({
    caption: '明细',
    columns: [{ key: 'name', label: '户名', kind: 'name' as const, total: 'none' as const }],
    rowset: 'r',
    rows,
    totals: [],
    hash,
  })
  const returned: Returned = {
    revision: 3,
    words: { ...words(['旧的']), plain: '旧句子' },
    table: { caption: '明细', columns: table('a', 2).columns, rows: 2, hash: 'a' },
  }

  it('is told field by field, old and new', () => {
    const now = { ...words(['新的']), plain: '旧句子', body: '正文', table: table('b', 1) }
    expect(changedSince(returned, now, 1)).toEqual([
      '要素“要素0”由“旧的”改为“新的”',
      '正文改过',
      '表格改了或加了 1 行',
      '表格少了 1 行',
    ])
  })

  it('is nothing where nothing was', () => {
    expect(changedSince(returned, { ...returned.words, table: table('a', 2) }, 0)).toEqual([])
  })

  it('says that a table came or went', () => {
    expect(changedSince(returned, { ...returned.words, table: null }, 0)).toEqual(['表格删掉了'])
    expect(
      changedSince({ ...returned, table: null }, { ...returned.words, table: table('a', 2) }, 2),
    ).toEqual(['加了一张表，2 行'])
  })
})
