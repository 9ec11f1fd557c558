import {
  moneyText,
  spokenArea,
  spokenDecimal,
  spokenInteger,
  spokenMinutes,
  spokenMoney,
  spokenSentence,
  spokenText,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

const options = { numRuns: 300, endOnFailure: true }
const digits = '零一二三四五六七八九'

/** A listener who writes down what was said; knows nothing of how it was made. */
function heardInteger(text: string): bigint {
  let whole = 0n
  let above = 0n
  let section = 0n
  let digit = 0n
  for (const sign of text) {
    const value = digits.indexOf(sign)
    if (value >= 0) digit = BigInt(value)
    else if (sign === '亿') {
      whole += (above * 10_000n + section + digit) * 100_000_000n
      above = section = digit = 0n
    } else if (sign === '万') {
      above += section + digit
      section = digit = 0n
      if (text.includes('亿', text.indexOf(sign))) continue
      whole += above * 10_000n
      above = 0n
    } else {
      const place = { 十: 10n, 百: 100n, 千: 1000n }[sign]
      if (place === undefined) throw new RangeError(`heard “${sign}”`)
      section += (digit === 0n ? 1n : digit) * place
      digit = 0n
    }
  }
  return whole + above * 10_000n + section + digit
}

function heardFen(text: string): bigint {
  if (text.startsWith('负')) return -heardFen(text.slice(1))
  const [, yuan = '', jiao = '', fen = ''] = /^(?:(.+)元)?(?:(.)角)?零?(?:(.)分)?$/.exec(text) ?? ['', '?']
  const one = (sign: string) => (sign === '' ? 0n : BigInt(digits.indexOf(sign)))
  return heardInteger(yuan === '' ? '零' : yuan) * 100n + one(jiao) * 10n + one(fen)
}

/** What a cell can hold: whole fen, small ones and round ones as often as huge ones. */
const cents = fc.oneof(
  fc.integer({ min: -1_000_00, max: 1_000_00 }),
  fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 13 }))
    .map(([n, zeros]) => n * 10 ** zeros),
)
const unread = /[\d０-９（）()[\]【】《》¥￥%％“”\s]/

describe('an amount that is read aloud', () => {
  it('is what stands in the cell, whatever it is', () => {
    fc.assert(
      fc.property(cents, (fen) => {
        expect(heardFen(spokenMoney(fen))).toBe(BigInt(fen))
      }),
      options,
    )
  })

  it('is the same where the text writes it as money', () => {
    fc.assert(
      fc.property(cents, (fen) => {
        const figure = moneyText(fen)
        expect(heardFen(spokenText(figure))).toBe(BigInt(fen))
        expect(heardFen(spokenText(`${figure.replace(/（.*/, '').replace('¥', '')}元`))).toBe(BigInt(fen))
      }),
      options,
    )
  })

  it.each([
    [1_234_560, '一万二千三百四十五元六角'],
    [0, '零元'],
    [5, '五分'],
    [105, '一元零五分'],
    [1_000_500, '一万零五元'],
    [100_000_000, '一百万元'],
    [1_000_000_000_100, '一百亿零一元'],
    [-125_700, '负一千二百五十七元'],
  ])('%d fen: %s', (fen, said) => expect(spokenMoney(fen)).toBe(said))
})

describe('a number', () => {
  it('is heard as it was meant', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(200_000), fc.maxSafeInteger().map(Math.abs)), (value) => {
        expect(heardInteger(spokenInteger(value))).toBe(BigInt(value))
      }),
      options,
    )
  })

  it('has the land measured to a hundredth', () => {
    expect([419, 400, 1050, 5].map(spokenArea)).toEqual(['四点一九亩', '四亩', '十点五亩', '零点零五亩'])
    expect(spokenDecimal('1,234.50')).toBe('一千二百三十四点五零')
  })
})

describe('a text', () => {
  it.each([
    ['11月20日发放12,345.60元。', '十一月二十日发放一万二千三百四十五元六角。'],
    ['2026年11 月 20 日 14:05 开会', '二零二六年十一月二十日十四点零五分开会'],
    ['2026-11-20至2026-12-05', '二零二六年十一月二十日至二零二六年十二月五日'],
    ['收入¥2,230,000.00（约 223.0 万元），支出5万元', '收入二百二十三万元，支出五万元'],
    ['完成率12.5%，单价3.5元/斤', '完成率百分之十二点五，单价三元五角每斤'],
    ['请打021-5738 0000', '请打零二一，五七三八，零零零零'],
    ['3-5组（含新苑）', '三至五组，含新苑'],
    ['《土地流转合同》共20份', '土地流转合同共二十份'],
    ['第一段。\n第二段', '第一段。第二段'],
    ['道路宽4.5m，面积120㎡', '道路宽四点五米，面积一百二十平方米'],
    ['亏损-500元，比上年', '亏损负五百元，比上年'],
    ['户数：15户；亩数：4.19亩', '户数：十五户；亩数：四点一九亩'],
    ['编号003', '编号零零三'],
    // 前面是数字的，不是另一个数
    ['1至2至3组，12026年', '一至二至三组，一万二千零二十六年'],
    ['在9:05—14:30，电话13812345678', '在九点零五分，十四点三十分，电话一三八，一二三四，五六七八'],
    ['比上年：-5，比上年-5', '比上年：负五，比上年-五'],
  ])('%s', (text, said) => expect(spokenText(text).replace(/，$/, '')).toBe(said))

  it('leaves no figure, bracket or sign to whoever reads it', () => {
    const pieces = fc.constantFrom(
      ...[
        '11月20日',
        '2026-11-20',
        '¥12.50',
        '1,257.00元',
        '12.5%',
        '（含利息）',
        '(15组)',
        '《办法》',
        '4.19亩',
        '14:05',
      ],
      ...[
        '021-57380000',
        '3—5',
        '，',
        '。',
        '共',
        '户',
        '\n',
        ' ',
        '0',
        '9',
        '.',
        ',',
        '-',
        '/',
        '元',
        '万元',
        '[1]',
        '㎡',
        '％',
        '“好”',
      ],
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        expect(spokenSentence(parts.join(''))).not.toMatch(unread)
      }),
      options,
    )
  })

  it('takes a minute for two hundred characters, and never none', () => {
    expect([1, 200, 290, 310, 600].map((size) => spokenMinutes('字，'.repeat(size)))).toEqual([1, 1, 1, 2, 3])
  })
})
