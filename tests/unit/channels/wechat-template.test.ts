import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fitTemplateData, templateProblems, truncate } from '../../../server/src/channels/wechat'
import { fieldError } from '../../../server/src/demo/wechat-emulator/fields'

const vendorSays = (key: string, value: string, values?: string[]) =>
  fieldError([{ key, name: key, values }], { [key]: { value } })

describe('truncation', () => {
  it('leaves what fits and cuts the rest to the limit with an ellipsis', () => {
    expect(truncate('土地经营权流转', 20)).toBe('土地经营权流转')
    expect(truncate('护'.repeat(20), 20)).toBe('护'.repeat(20))
    expect(truncate('护'.repeat(21), 20)).toBe(`${'护'.repeat(19)}…`)
  })

  it('never cuts a character in two', () => {
    expect(truncate('🏡'.repeat(21), 20)).toBe(`${'🏡'.repeat(19)}…`)
    expect(truncate('𠮷'.repeat(20), 20)).toBe('𠮷'.repeat(20))
  })

  it('gives one line', () => {
    expect(truncate(' 一\n二\t三\u2028四 ', 20)).toBe('一 二 三 四')
  })

  it('holds for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const cut = truncate(text, limit)
        expect(Array.from(cut).length).toBeLessThanOrEqual(limit)
        expect(cut).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(truncate(cut, limit)).toBe(cut)
        if (cut.endsWith('…') && !text.includes('…')) {
          expect(truncate(text, text.length + 1).startsWith(cut.slice(0, -1))).toBe(true)
        }
      }),
    )
  })

  it('makes of any text a thing the vendor takes, unless nothing is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const fitted = fitTemplateData({ thing1: text })
        const ours = templateProblems(fitted)
        expect(ours.length > 0).toBe(fitted.thing1 === '')
        if (ours.length === 0) expect(vendorSays('thing1', fitted.thing1 ?? '')).toBeUndefined()
      }),
    )
  })
})

describe('the check before sending', () => {
  const good: [string, string][] = [
    ['thing1', '2026年三季度土地流转情况'],
    ['number2', '31'],
    ['number2', '31.5'],
    ['letter3', 'HUTANG'],
    ['symbol4', '★'],
    ['character_string5', 'HT-2026-031'],
    ['time6', '15:01'],
    ['time6', '2026年11月20日 15:01'],
    ['time6', '2026年11月20日 15:01~2026年11月21日 16:00'],
    ['date7', '2026年11月20日'],
    ['date7', '2026年11月20日 15:01'],
    ['amount8', '¥1280.50'],
    ['amount8', '1280元'],
    ['phone_number9', '+86-021-00000000'],
    ['amount8', '€1280'],
    ['car_number10', '沪A00000'],
    ['car_number10', '粤A8Z888挂'],
    ['name11', '护塘村'],
    ['name11', '阿依古丽·A'],
    ['name11', "Anna-Maria O'Neil"],
    ['phrase12', '已公开'],
  ]
  it.each(good)('passes %s %s, and so does the vendor', (key, value) => {
    expect(templateProblems({ [key]: value })).toEqual([])
    expect(vendorSays(key, value)).toBeUndefined()
  })

  const bad: [string, string][] = [
    ['thing1', ''],
    ['thing1', '护'.repeat(21)],
    ['thing1', '一\n二'],
    ['number2', '三十一'],
    ['letter3', '护塘'],
    ['symbol4', '六个字'],
    ['character_string5', '护塘031'],
    ['time6', '25:01'],
    ['time6', '15:01～16:00'],
    ['date7', '2026年13月20日'],
    ['amount8', '¥12345678901'],
    ['phone_number9', '0'.repeat(18)],
    ['car_number10', '沪A·00000'],
    ['car_number10', '沪A沪00000'],
    ['car_number10', '沪A0000000'],
    ['number2', '-31'],
    ['amount8', '-31'],
    ['amount8', '31.505'],
    ['character_string5', 'HT 031'],
    ['name11', '阿依古丽一二三四五六A'],
    ['name11', '张3'],
    ['phone_number9', '021 00000000'],
    ['name11', '十一个汉字的名字实在太长'],
    ['phrase12', 'open'],
    ['phrase12', '不超过五个字'],
    ['colour13', '红'],
    ['constructor14', '红'],
  ]
  it.each(bad)('refuses %s %j, and so does the vendor', (key, value) => {
    expect(templateProblems({ [key]: value })).toMatchObject([{ key }])
    expect(vendorSays(key, value)).toContain(`data.${key}.value`)
  })

  it('passes what the vendor takes, and nothing else', () => {
    const keys = [...new Set(good.map(([key]) => key))]
    const pieces = fc.constantFrom(
      ...good.map(([, value]) => value),
      '年',
      '~',
      ' ',
      '￥',
      '-',
      '.',
      '9',
      'ａ',
      '\u00a0',
      '·',
      '村',
      'A',
    )
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 24 }),
      fc.array(pieces, { maxLength: 4 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, text) => {
        const fitted = fitTemplateData({ [key]: text })
        const passes = templateProblems(fitted).length === 0
        expect([fitted, vendorSays(key, fitted[key] ?? '') === undefined]).toEqual([fitted, passes])
      }),
      { numRuns: 3000 },
    )
  })

  it('leaves an enum to the vendor, who knows its values', () => {
    expect(templateProblems({ enum1: '紧急' })).toEqual([])
    expect(vendorSays('enum1', '紧急', ['一般'])).toBe('data.enum1.value invalid')
  })

  it('refuses a message without fields', () => {
    expect(templateProblems({})).toHaveLength(1)
  })
})
