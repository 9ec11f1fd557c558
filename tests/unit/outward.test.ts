import { holdsSum, outwardWords } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const about = {
  title: '三季度村务公开',
  name: '村简介',
  publishedBy: '护塘村村民委员会',
  place: '护塘村',
  isOpen: true,
  household: false,
}
const quiet = '有新公开，请打开查看'
const yours = '有一条与您家有关的新公开，请打开查看'

describe('words on a locked screen', () => {
  it.each([
    ['of an open item are its own', {}, [about.title, about.name, about.publishedBy]],
    [
      'of a restricted item name neither it nor its office',
      { title: '扶助金发了', name: '失独家庭', publishedBy: '退役军人服务站', isOpen: false },
      [quiet, '村务公开', '护塘村'],
    ],
    [
      'about the own household say that and nothing else',
      { name: '土地经营权流转', household: true },
      [yours, '村务公开', '护塘村'],
    ],
    [
      'about the own household under a restricted item',
      { name: '失独家庭', household: true, isOpen: false },
      [yours, '村务公开', '护塘村'],
    ],
    ['with a sum', { title: '支出８６万元' }, [quiet, about.name, about.publishedBy]],
    [
      'of a withdrawal',
      { kind: 'withdrawn' as const },
      ['撤回：三季度村务公开', about.name, about.publishedBy],
    ],
    [
      'of a correction',
      { kind: 'corrected' as const },
      ['更正：三季度村务公开', about.name, about.publishedBy],
    ],
    [
      'of a correction about the own household',
      { kind: 'corrected' as const, household: true },
      ['有一条与您家有关的更正，请打开查看', '村务公开', '护塘村'],
    ],
    [
      'of a correction with a sum',
      { kind: 'corrected' as const, title: '８６万元' },
      ['有更正，请打开查看', about.name, about.publishedBy],
    ],
    ['without words', { title: '' }, [quiet, about.name, about.publishedBy]],
  ])('%s', (_, change, words) => {
    const said = outwardWords({ ...about, ...change })
    expect([said.title, said.name, said.publishedBy]).toEqual(words)
    for (const word of words) expect(word.length).toBeLessThanOrEqual(20)
  })

  it.each([
    '支出 1.2 万元',
    '补助1200元',
    '补助￥1200',
    '８６万元',
    '三千元',
    '1200块',
    '两万块',
    '一千二百多元',
    '壹万叁仟元整',
    '每户几百块钱',
    '决算 50.8 万，省了 1.2 万',
    '1，200 元',
    'RMB 3000',
    '人民币叁佰',
    '三亿元',
    '5角钱',
    '①②⓪⓪元',
    '1\u200b2\u200b0\u200b0\u200b元',
  ])('hold a sum: %s', (title) => expect(holdsSum(title)).toBe(true))

  it.each([
    '三季度村务公开',
    '2026年11月村务公开',
    '2027元旦放假安排',
    '三块地重新发包',
    '第3单元楼道灯修好了',
    '12组机耕路开工了，520 米',
    '一万人次参加',
    '公元路改造',
    '元宵节活动',
    '21 个组都选好了组长',
    '村民代表 42 名',
  ])('hold none: %s', (title) => expect(holdsSum(title)).toBe(false))
})
