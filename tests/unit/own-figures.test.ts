import { type Cell, ownFigures, ownSentence } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { suggestedColumns } from '../../server/src/features/catalogue'

const sentence = (item: number, ...rows: Cell[][]) => ownSentence(ownFigures(suggestedColumns(item), rows))

describe('what a household reads first', () => {
  it.each<[string, number, Cell[]]>([
    ['我家 4.19 亩 · 本季 1,257.00 元', 31, ['15组', '沈国良', 3, 419, 419, 419, 125_700]],
    ['我家 8 次 · 280.00 元', 13, ['15组', '沈国良', 8, 28_000]],
    ['我家 2 人 · 每月 2,080.00 元', 12, ['2组', '甲', 2, 208_000, '继续']],
    ['我家 全年 10,800.00 元', 14, ['2组', '甲', 1_080_000]],
    ['我家 2.10 亩 · 378.00 元', 23, ['4组', '甲', 210, 37_800]],
    ['我家 2 份 · 240.00 元', 24, ['9组', '甲', '彩条布', 2, 24_000]],
    ['我家 30 份 · 1,260.00 元', 43, ['1组', '甲', 3, 30, 126_000]],
    ['我家 160 ㎡', 33, ['15组', '甲', '翻建', 160, 2, '同意']],
    ['我家 1.80 亩', 32, ['2组', '甲', 180, null, null]],
    ['我家 1 份', 15, ['2组', '甲', '棉被一条', 1]],
    ['我家 初审意见：同意', 11, ['5组', '甲', '在家供养', '同意']],
    ['我家 10 户', 3, ['2组', '甲', 10]],
  ])('%s', (words, item, row) => {
    expect(sentence(item, row)).toBe(words)
  })

  it('adds the rows of a household that has several', () => {
    const work: Cell[] = ['2026-10-03', '清理', '甲', 3, 16_000, 48_000, '已结清']
    expect(sentence(9, work, work)).toBe('我家 6 个工 · 960.00 元')
  })

  it('is nothing without a row, or with an empty one', () => {
    expect(sentence(31)).toBe('')
    expect(sentence(11, ['5组', '甲', null, ''])).toBe('')
  })
})
