import { documentNoMatches, parseDocumentNo, plainDocumentNo } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const own = '沪农委发〔2026〕3号'

describe('a 文号', () => {
  it.each([
    own,
    '沪农委发[2026]3号',
    '沪农委发（2026）3号',
    '沪农委发【2026】第3号',
    ' 沪农委发 (２０２６) ３ 号 ',
    '沪农委发［2026］3号',
  ])('“%s” is one form of it', (typed) => {
    expect(plainDocumentNo(typed)).toBe('沪农委发[2026]3号')
    expect(documentNoMatches(own, typed)).toBe(true)
  })

  it.each([
    '[2026]3号',
    '（2026）3号',
    '〔2026〕3',
    '农委发〔2026〕3号',
    '沪农委发〔2026',
    '2026年第3号',
    '沪农委',
    '2026',
  ])('is found by “%s”', (typed) => {
    expect(documentNoMatches(own, typed)).toBe(true)
  })

  it.each(['[2025]3号', '[2026]30号', '[2026]13号', '沪府发〔2026〕3号', '2026年第30号', ''])(
    'is not found by “%s”',
    (typed) => {
      expect(documentNoMatches(own, typed)).toBe(false)
    },
  )

  it('whose number is not typed to its end is found by its beginning', () => {
    expect(documentNoMatches('沪农委发〔2026〕31号', '[2026]3')).toBe(true)
    expect(documentNoMatches('沪农委发〔2026〕31号', '[2026]3号')).toBe(false)
    expect(documentNoMatches('金府办〔2026〕03号', '[2026]3号')).toBe(true)
  })

  it('is taken apart', () => {
    expect(parseDocumentNo(own)).toEqual({ issuer: '沪农委发', year: 2026, number: 3, whole: true })
    expect(parseDocumentNo('有机肥补贴')).toBeNull()
  })
})
