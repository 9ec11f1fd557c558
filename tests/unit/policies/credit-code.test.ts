import { creditCodeCheckSign, creditCodeProblem, isCreditCode, plainCreditCode } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

/** Made up, with the check sign reckoned by hand after GB 32100—2015. */
const first17 = '91350100M000100Y4'

describe('a 统一社会信用代码', () => {
  it('has its check sign by the weights of the standard', () => {
    // Sum 1640; 1640 mod 31 is 28; 31 - 28 is 3.
    expect(creditCodeCheckSign(first17)).toBe('3')
    expect(isCreditCode(`${first17}3`)).toBe(true)
  })

  it('is read as it is typed', () => {
    expect(plainCreditCode(' ９１３５０１００ m000-100y43 ')).toBe(`${first17}3`)
    expect(isCreditCode(' 91350100 m000 100y43')).toBe(true)
  })

  it.each([
    ['', '请填'],
    ['漕泾合作社', '没有汉字'],
    [`${first17}Z`, '没有字母Z'],
    ['9135O100M000100Y43', '没有字母O'],
    ['91350100M000100Y4?', '不会有“?”'],
    ['310116000012345', '旧的15位'],
    [first17, '您填了17位'],
    ['9135A100M000100Y43', '行政区划'],
    ['B1350100M000100Y43', '第1位'],
    [`${first17}4`, '对不上'],
  ])('“%s” is refused with its reason', (typed, said) => {
    expect(creditCodeProblem(typed)).toContain(said)
  })

  it('notices every single sign misread and every two neighbours swapped', () => {
    const code = `${first17}3`
    for (let at = 0; at < 17; at += 1) {
      const other = code[at] === '7' ? '8' : '7'
      expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
      if (code[at] === code[at + 1]) continue
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)
      expect(isCreditCode(swapped)).toBe(false)
    }
  })
})
