import { describe, expect, it } from '@jest/globals'
import { comparerOf, localeNames, parseCollation, VERSION } from '../../../server/embedded-db/src/collation'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const by = (spec: Doc) => comparerOf(parseCollation(spec))
const sorted = (spec: Doc, ...words: string[]) => [...words].sort(by(spec).compare)
const equal = (spec: Doc, a: unknown, b: unknown) => by(spec).equal(a, b)

describe('a collation', () => {
  it('is simple by name, whatever else it says', () => {
    expect(parseCollation({ locale: 'simple' })).toBeUndefined()
    expect(parseCollation({ locale: 'simple', strength: 1, caseFirst: 'upper' })).toBeUndefined()
    expect(by({ locale: 'simple' }).binary).toBe(true)
  })

  it('has all its fields once it is understood', () => {
    expect(parseCollation({ locale: 'en', strength: 2, normalization: null })).toEqual({
      locale: 'en',
      caseLevel: false,
      caseFirst: 'off',
      strength: 2,
      numericOrdering: false,
      alternate: 'non-ignorable',
      maxVariable: 'punct',
      normalization: false,
      backwards: false,
    })
  })

  it('takes what its language has for itself', () => {
    expect(parseCollation({ locale: 'da' })).toMatchObject({ caseFirst: 'upper' })
    expect(parseCollation({ locale: 'th' })).toMatchObject({ alternate: 'shifted' })
    expect(parseCollation({ locale: 'fr_CA' })).toMatchObject({ backwards: true })
  })

  it.each<[Doc, number, RegExp]>([
    [{ strength: 2 }, 40414, /collation.locale' is missing/],
    [{ locale: 'en', loud: true }, 40415, /collation.loud' is an unknown field/],
    [{ locale: 7 }, 14, /'collation.locale' is the wrong type 'int', expected type 'string'/],
    [{ locale: 'en', strength: '2' }, 14, /collation.strength/],
    [{ locale: 'en', caseLevel: 1 }, 14, /collation.caseLevel/],
    [{ locale: 'en', strength: 6 }, 2, /Enumeration value '6' for field 'collation.strength'/],
    [{ locale: 'en', strength: 1.5 }, 2, /strength/],
    [{ locale: 'en', alternate: 'odd' }, 2, /Enumeration value 'odd'/],
    [{ locale: '' }, 2, /empty string/],
    [{ locale: 'klingon' }, 2, /^Field 'locale' is invalid in: { locale: "klingon" }$/],
    [{ locale: 'en-US' }, 2, /Did you mean 'en'/],
    [{ locale: 'de@collation=loud' }, 2, /Field 'locale' is invalid/],
    [{ locale: 'zh@collation=big5han' }, 2, /Field 'locale' is invalid/],
    [{ locale: 'en', strength: 1, backwards: true }, 2, /'backwards' is invalid with 'strength' of 1/],
    [{ locale: 'en', strength: 2, caseFirst: 'upper' }, 2, /'caseFirst' is invalid unless 'caseLevel'/],
    [{ locale: 'en', version: '1.0' }, 161, /version/],
  ])('%j is refused as MongoDB refuses it', (spec, code, message) => {
    expect(() => parseCollation(spec)).toThrow(message)
    expect(() => parseCollation(spec)).toThrow(expect.objectContaining({ code }))
  })

  it('may name the version that there is', () => {
    expect(parseCollation({ locale: 'en', version: VERSION })).toMatchObject({ locale: 'en' })
  })

  it.each<Doc>([
    { locale: 'en', alternate: 'shifted', strength: 4 },
    { locale: 'en', alternate: 'shifted', maxVariable: 'space' },
    { locale: 'th', alternate: 'non-ignorable' },
    { locale: 'ja', strength: 4 },
    { locale: 'zh', backwards: true },
  ])('%j, which Intl cannot tell, is not supported', (spec) => {
    expect(() => by(spec)).toThrow(expect.objectContaining({ code: 115 }))
  })
})

describe('a locale of the list', () => {
  it.each(localeNames())('%s has an order', (locale) => {
    expect(by({ locale }).compare('a', 'b')).toBe(-1)
  })
})

describe('texts by a collation', () => {
  it('differ by letter, accent and case, each at its strength', () => {
    const pairs: [string, string][] = [
      ['a', 'b'],
      ['a', 'á'],
      ['a', 'A'],
    ]
    const at = (strength: number) => pairs.map(([a, b]) => equal({ locale: 'en', strength }, a, b))
    expect(at(1)).toEqual([false, true, true])
    expect(at(2)).toEqual([false, false, true])
    expect(at(3)).toEqual([false, false, false])
  })

  it('differ by case alone with a level for it', () => {
    const spec = { locale: 'en', strength: 1, caseLevel: true }
    expect(equal(spec, 'a', 'á')).toBe(true)
    expect(equal(spec, 'a', 'A')).toBe(false)
    expect(equal({ ...spec, strength: 2 }, 'a', 'á')).toBe(false)
    expect(equal({ ...spec, strength: 2 }, 'a', 'A')).toBe(false)
  })

  it('have capitals first or last', () => {
    expect(sorted({ locale: 'en' }, 'b', 'A', 'a', 'B')).toEqual(['a', 'A', 'b', 'B'])
    expect(sorted({ locale: 'en', caseFirst: 'upper' }, 'b', 'a', 'A', 'B')).toEqual(['A', 'a', 'B', 'b'])
    expect(sorted({ locale: 'da', caseFirst: 'off' }, 'A', 'a')).toEqual(['a', 'A'])
    expect(sorted({ locale: 'en', strength: 1, caseLevel: true, caseFirst: 'upper' }, 'a', 'A')).toEqual([
      'A',
      'a',
    ])
  })

  it('have their numbers in order', () => {
    expect(sorted({ locale: 'zh', numericOrdering: true }, '10组', '9组', '1组')).toEqual([
      '1组',
      '9组',
      '10组',
    ])
  })

  it('are read by their sounds in Chinese, by strokes and by radicals elsewhere', () => {
    expect(sorted({ locale: 'zh' }, '王', '李', '张', '安')).toEqual(['安', '李', '王', '张'])
    expect(sorted({ locale: 'zh_Hant' }, '護', '一', '王')).toEqual(['一', '王', '護'])
    expect(sorted({ locale: 'zh@collation=unihan' }, '王', '安')).toEqual(['安', '王'])
  })

  it('have variants by name', () => {
    expect(sorted({ locale: 'de' }, 'Ad', 'Ä')).toEqual(['Ä', 'Ad'])
    expect(sorted({ locale: 'de@collation=phonebook' }, 'Ä', 'Ad')).toEqual(['Ad', 'Ä'])
  })

  it('leave out signs when they are shifted', () => {
    expect(equal({ locale: 'en', alternate: 'shifted' }, 'a-b c', 'abc')).toBe(true)
    expect(equal({ locale: 'en' }, 'a-b c', 'abc')).toBe(false)
  })

  it('have their accents read backwards where it is asked for', () => {
    const words = ['cote', 'coté', 'côte', 'côté']
    const backwards = ['cote', 'côte', 'coté', 'côté']
    expect(sorted({ locale: 'fr' }, ...backwards)).toEqual(words)
    expect(sorted({ locale: 'fr', backwards: true }, ...words)).toEqual(backwards)
    expect(sorted({ locale: 'fr_CA' }, ...words)).toEqual(backwards)
    expect(sorted({ locale: 'fr_CA', backwards: false }, ...backwards)).toEqual(words)
  })

  it('are the same only when they are identical, at the last strength', () => {
    expect(equal({ locale: 'en', strength: 5 }, 'a', 'a\u200b')).toBe(false)
    expect(equal({ locale: 'en', strength: 4 }, 'a', 'a\u200b')).toBe(true)
    expect(equal({ locale: 'en', strength: 5 }, '\u00e9', 'e\u0301')).toBe(true)
  })
})

describe('values by a collation', () => {
  const spec = { locale: 'en', strength: 2 }

  it('have it in their arrays and documents, not in the names of fields', () => {
    expect(equal(spec, ['A', { b: 'C' }], ['a', { b: 'c' }])).toBe(true)
    expect(equal(spec, { a: 1 }, { A: 1 })).toBe(false)
    expect(by(spec).compare('Z', 5)).toBe(1)
  })

  it('have one key if they are equal', () => {
    const { keyOf } = by(spec)
    const words = ['b', 'A', 'á', 'B', 'a', 'c', ['A'], ['a'], { x: 'A' }, { x: 'a' }, 1, 't0']
    const keys = words.map(keyOf)
    for (const [i, a] of words.entries())
      for (const [j, b] of words.entries()) expect(keys[i] === keys[j]).toBe(equal(spec, a, b))
  })
})
