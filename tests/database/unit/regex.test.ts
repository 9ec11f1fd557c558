import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp } from 'bson'
import { patternOf, textTest } from '../../../server/embedded-db/src/query/regex'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const matches = (pattern: string, options: string, text: string) =>
  textTest(patternOf(pattern, options))(text)

describe('a pattern of literal text', () => {
  it.each<[pattern: string, options: string, yes: string[], no: string[]]>([
    ['塘', '', ['护塘村', '塘'], ['湖']],
    ['^a', '', ['ab'], ['b\na', 'ba']],
    ['a$', '', ['ba', 'ba\n'], ['a\nb', 'ba\n\n', 'a\r', 'ab']],
    ['^ab$', '', ['ab', 'ab\n'], ['abb', 'aab']],
    ['^', '', ['', 'a'], []],
    ['', '', ['', 'a'], []],
    ['\\{x\\}', '', ['a{x}b'], ['x']],
    ['a\\.b', '', ['a.b'], ['axb']],
    ['a\\$', '', ['a$b'], ['ab']],
    ['a\\\\$', '', ['ba\\'], ['a\\b']],
    ['a/b', '', ['a/b'], []],
    ['pond', 'i', ['PoND'], ['lake']],
    ['^É', 'i', ['éa'], ['e']],
    ['塘', 'i', ['护塘'], ['湖']],
  ])('%j with %j', (pattern, options, yes, no) => {
    for (const text of yes) expect([text, matches(pattern, options, text)]).toEqual([text, true])
    for (const text of no) expect([text, matches(pattern, options, text)]).toEqual([text, false])
  })

  it.each([
    'a.c',
    'a*',
    'a+',
    'a?',
    'a|b',
    '(a)',
    '[a]',
    'a{2}',
    'a^',
    'a$b',
    '\\d',
    '\\bA',
    'a\\',
    '公开.*9$',
  ])('%s is refused as not supported', (pattern) =>
    expect(() => patternOf(pattern, '')).toThrow(expect.objectContaining({ code: 115 })),
  )

  it.each(['m', 's', 'x', 'is'])('so is the option %s', (options) =>
    expect(() => patternOf('a', options)).toThrow(expect.objectContaining({ code: 115 })),
  )

  it.each(['g', 'y', 'z', 'ig'])('option %s is none', (options) =>
    expect(() => patternOf('a', options)).toThrow(expect.objectContaining({ code: 51108 })),
  )
})

describe('a pattern in a command', () => {
  let test: EngineUnderTest
  const texts = ['pond', 'Pond', 'pond\n', 'a\npond', 'a.b', 'axb', '塘', '塘 pond']
  beforeAll(() => {
    test = engineUnderTest()
    test.command({ insert: 'c', documents: texts.map((a, _id) => ({ _id, a })) })
    test.command({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] })
  })
  afterAll(() => test.close())

  it.each<[string, string]>([
    ['^pond', ''],
    ['^pond$', ''],
    ['pond$', ''],
    ['^pond', 'i'],
    ['^塘', 'i'],
    ['塘', ''],
    ['^a\\.b', ''],
    ['^', ''],
  ])('%j with %j finds by the index what it finds by itself', ($regex, $options) => {
    const wanted = texts.flatMap((text, _id) => (matches($regex, $options, text) ? [_id] : []))
    const ids = (filter: Record<string, unknown>) =>
      test
        .find('c', filter)
        .map(({ _id }) => _id)
        .sort()
    expect(ids({ a: { $regex, $options } })).toEqual(wanted)
    expect(ids({ a: new BSONRegExp($regex, $options) })).toEqual(wanted)
    expect(ids({ a: { $in: [new BSONRegExp($regex, $options)] } })).toEqual(wanted)
    expect(ids({ a: { $not: new BSONRegExp($regex, $options) } })).toHaveLength(texts.length - wanted.length)
  })

  it.each<[Record<string, unknown>, number]>([
    [{ $regex: '(' }, 115],
    [{ $regex: 'a\0b' }, 2],
    [{ $regex: 1 }, 2],
    [{ $regex: 'a', $options: 'g' }, 51108],
    [{ $regex: 'a', $options: 1 }, 2],
    [{ $regex: new BSONRegExp('a', 'i'), $options: 's' }, 51075],
    [{ $options: 'i' }, 2],
    [{ $in: [new BSONRegExp('a++', '')] }, 115],
    [{ $not: new BSONRegExp('(', '') }, 115],
  ])('%j is refused', (condition, code) => {
    expect(test.command({ find: 'c', filter: { a: condition } })).toMatchObject({ ok: 0, code })
    expect(test.command({ find: 'missing', filter: { a: condition } })).toMatchObject({ ok: 0, code })
  })
})
