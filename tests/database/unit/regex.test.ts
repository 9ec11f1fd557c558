import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp } from 'bson'
import { compilePattern } from '../../../server/embedded-db/src/query/regex'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const matches = (pattern: string, options: string, text: string) =>
  compilePattern(pattern, options).test(text)

type Case = [pattern: string, options: string, yes: string[], no: string[]]

describe('a pattern of PCRE2', () => {
  const cases: Case[] = [
    ['a.c', '', ['abc', 'a\rc', 'a\u2028c', 'a😀c'], ['a\nc', 'ac']],
    ['a.c', 's', ['a\nc'], ['ac']],
    ['^a', '', ['ab'], ['b\na']],
    ['^a', 'm', ['ab', 'b\na'], ['b\ra', 'b\u2028a']],
    ['^', 'm', ['a'], []],
    ['x^', 'm', [], ['x\n']],
    ['a$', '', ['ba', 'ba\n'], ['a\nb', 'ba\n\n', 'a\r']],
    ['a$', 'm', ['a\nb'], ['a\rb']],
    ['\\Aa', 'm', ['ab'], ['b\na']],
    ['a\\Z', 'm', ['a', 'a\n'], ['a\nb']],
    ['a\\z', '', ['a'], ['a\n']],
    ['^\\h+$', '', [' \t\u00a0\u3000'], ['\n', 'h']],
    ['^\\H$', '', ['a', '\n'], [' ']],
    ['^\\v$', '', ['\n', '\u0085', '\r'], ['v', ' ']],
    ['^a\\Rb$', '', ['a\nb', 'a\r\nb', 'a\u2028b'], ['aRb', 'a\n\nb']],
    ['^\\s$', '', [' ', '\t', '\v'], ['\u00a0', '\u3000']],
    ['^\\S$', '', ['\u3000', 'a'], [' ']],
    ['^\\w+$', '', ['a_9'], ['塘', 'é']],
    ['^\\N$', 's', ['a'], ['\n']],
    ['\\p{Han}', '', ['塘'], ['pond']],
    ['^\\p{Latin}+$', '', ['pond', 'é'], ['塘']],
    ['^\\p{Lu}\\pL$', '', ['Ab'], ['ab']],
    ['^\\P{L}$', '', ['1'], ['a']],
    ['^\\p{^L}$', '', ['1'], ['a']],
    ['^[[:alpha:]_]+$', '', ['a_Z'], ['a1']],
    ['^[[:^digit:]]$', '', ['a', '\n'], ['1']],
    ['^[\\s\\d]$', '', ['1', ' '], ['s', '\u00a0']],
    ['^[^\\S]$', '', [' '], ['a']],
    ['^[]a]$', '', [']', 'a'], ['[']],
    ['^[^]a]$', '', ['b'], [']']],
    ['^[a\\-z]$', '', ['-', 'z'], ['b']],
    ['^[a-]$', '', ['-', 'a'], ['b']],
    ['^[[]$', '', ['['], ['a']],
    ['^[\\b]$', '', ['\b'], ['b']],
    ['^[.$*]$', '', ['.', '$'], ['a']],
    ['\\Qa.b\\E.', '', ['a.bc'], ['axbc', 'a.b']],
    ['[\\Q^]\\E]', '', ['^', ']'], ['a']],
    ['(?i)pond', '', ['POND'], ['lake']],
    ['(?im)^pond', '', ['a\nPOND'], []],
    ['a(?s:.)b.c', '', ['a\nbxc'], ['a\nb\nc']],
    ['(?s).(?-s).', '', ['\na'], ['\n\n']],
    ['a b # the end', 'x', ['ab'], ['a b']],
    ['a\\ b [ ]', 'x', ['a b '], ['ab ']],
    ['(?x) a b', '', ['ab'], ['a b']],
    ['a(?#said)b', '', ['ab'], []],
    ['(?P<n>a)(?P=n)', '', ['aa'], ['ab']],
    ["(?'n'a)\\k{n}", '', ['aa'], ['ab']],
    ['(.)\\1', '', ['aa'], ['ab']],
    ['(.)\\g{1}', '', ['aa'], ['ab']],
    ['(?<=a)b(?!c)', '', ['ab'], ['abc', 'b']],
    ['a{2}', '', ['aa'], ['a']],
    ['a{,2}', '', ['a{,2}'], ['aa']],
    ['a{', '', ['a{'], ['a']],
    ['a]b}', '', ['a]b}'], ['ab']],
    ['a/b', '', ['a/b'], []],
    ['a+?b', '', ['aab'], []],
    ['\\x41\\x{1F600}', '', ['A😀'], ['x41']],
    ['\\a\\e\\f\\t\\cA\\07', '', ['\x07\x1b\f\t\x01\x07'], []],
    ['\\-\\@\\塘', '', ['-@塘'], []],
    ['pond', 'i', ['PoND'], []],
    ['É', 'i', ['é'], ['e']],
    ['', '', ['', 'a'], []],
  ]
  it.each(cases)('%j with %j', (pattern, options, yes, no) => {
    for (const text of yes) expect([text, matches(pattern, options, text)]).toEqual([text, true])
    for (const text of no) expect([text, matches(pattern, options, text)]).toEqual([text, false])
  })

  it.each([
    ['('],
    [')'],
    ['['],
    ['[]'],
    ['*a'],
    ['a**'],
    ['a\\'],
    ['[b-a]'],
    ['[a-\\d]'],
    ['[\\d-z]'],
    ['a{3,2}'],
    ['a{65536}'],
    ['\\1'],
    ['[:alpha:]'],
    ['[[:letter:]]'],
    ['\\p{Pond}'],
    ['(?<=a*)b'],
  ])('%s is as wrong as in MongoDB', (pattern) => {
    expect(() => compilePattern(pattern, '')).toThrow(expect.objectContaining({ code: 51091 }))
  })

  it.each([
    ['a++', ''],
    ['a?+', ''],
    ['(?>a)', ''],
    ['(?|a|b)', ''],
    ['(?R)', ''],
    ['(a)(?1)', ''],
    ['(a)?(?(1)b)', ''],
    ['a(?i)b', ''],
    ['(?i:a)b', ''],
    ['(*UTF8)a', ''],
    ['\\K', ''],
    ['\\G', ''],
    ['\\X', ''],
    ['\\u4e00', ''],
    ['\\y', ''],
    ['(a)|\\1', ''],
    ['(?:(a)b)*\\1', ''],
    ['\\p{Lu}', 'i'],
    ['[[:^alpha:]]', 'i'],
    ['(a)\\10', ''],
  ])('%s is refused, not taken for something else', (pattern, options) => {
    expect(() => compilePattern(pattern, options)).toThrow(expect.objectContaining({ code: 51091 }))
  })

  it.each(['g', 'y', 'z', 'ig'])('option %s is none', (options) => {
    expect(() => compilePattern('a', options)).toThrow(expect.objectContaining({ code: 51108 }))
  })
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
    ['^pond', 'i'],
    ['^pond', 'm'],
    ['(?i)^pond', ''],
    ['^塘', 'i'],
    ['^a\\.b', ''],
    ['^\\Qa.b\\E', ''],
    ['^a.b', 's'],
    ['a.b', 'x'],
    ['\\Apond\\z', ''],
    ['^po{2}', ''],
    ['^pon|塘', ''],
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
    [{ $regex: '(' }, 51091],
    [{ $regex: 'a\0b' }, 2],
    [{ $regex: 1 }, 2],
    [{ $regex: 'a', $options: 'g' }, 51108],
    [{ $regex: 'a', $options: 1 }, 2],
    [{ $regex: new BSONRegExp('a', 'i'), $options: 's' }, 51075],
    [{ $options: 'i' }, 2],
    [{ $in: [new BSONRegExp('a++', '')] }, 51091],
    [{ $not: new BSONRegExp('(', '') }, 51091],
  ])('%j is refused', (condition, code) => {
    expect(test.command({ find: 'c', filter: { a: condition } })).toMatchObject({ ok: 0, code })
    expect(test.command({ find: 'missing', filter: { a: condition } })).toMatchObject({ ok: 0, code })
  })
})
