import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Closeness, findWord } from '../../server/src/features/notices/search/match.rules'
import { marksOf, snippetOf } from '../../server/src/features/notices/search/snippet.rules'
import { searchText, searchWords } from '../../server/src/features/notices/search/words.rules'

/** The part of the text that a word is found in, or null. */
function found(text: string, word: string, closeness: Closeness = 'exact', short = true): string | null {
  const [sought = ''] = searchWords(word)
  const field = { written: text, text: searchText(text) }
  const hit = findWord(field.text.chars, sought, { closeness, short })
  const [mark] = marksOf(field, [hit])
  return mark ? text.slice(mark.from, mark.to) : null
}

describe('the words of a search', () => {
  it.each([
    ['土地 流转', ['土地', '流转']],
    ['　土地\t流转，土地 ', ['土地', '流转']],
    ['ＷｉＦｉ', ['wifi']],
    ['二○二六', ['二〇二六']],
    ['沈\u200b涛', ['沈涛']],
    ['lü', ['lv']],
    [' ，。 ', []],
  ])('of %j are %j', (typed, words) => {
    expect(searchWords(typed)).toEqual(words)
  })
})

describe('a word is found', () => {
  it.each([
    ['as it is', '第三季度土地流转费发放', '流转', '流转'],
    ['whatever the width and case', '村部ＷｉＦｉ开通', 'wifi', 'ＷｉＦｉ'],
    ['with spaces inside the text', '户主沈　涛', '沈涛', '沈　涛'],
    ['whatever the zero', '二〇二六年', '二○二六', '二〇二六'],
    ['by its full pinyin', '农村低保对象', 'dibao', '低保'],
    ['by the beginning of its pinyin', '土地流转', 'tudil', '土地流'],
    ['by first letters', '土地流转', 'tdlz', '土地流转'],
    ['by another reading', '退耕还林补助', 'huanlin', '还林'],
    ['by a surname', '单金花', 'shanjinhua', '单金花'],
    ['by ü and v', '绿化养护', 'lvhua', '绿化'],
    ['partly in pinyin', '土地流转', '土地liuz', '土地流转'],
    ['with letters that are in the text', 'A级村', 'a级', 'A级'],
  ])('%s', (_, text, word, part) => {
    expect(found(text, word)).toBe(part)
  })

  it('by first letters only where the text is a name or a title', () => {
    expect(found('土地流转', 'tdlz', 'exact', false)).toBeNull()
  })

  it('not by one letter', () => {
    expect(found('土地', 't')).toBeNull()
  })
})

describe('where nothing holds a word, it is found', () => {
  it.each([
    ['by its sound', '农村低保对象', '底保', '低保'],
    ['with one wrong character', '土地流转费', '土地流砖', '土地流转'],
    ['with one wrong character at the beginning', '合作医疗', '台作医疗', '合作医疗'],
    ['with one left out', '老年人生活补贴', '老年生活', '老年人生活'],
    ['with one too many', '土地流转', '土地的流转', '土地流转'],
  ])('%s', (_, text, word, part) => {
    expect(found(text, word)).toBeNull()
    expect(found(text, word, 'near')).toBe(part)
  })

  it('not where a short word would be another word', () => {
    expect(found('土地', '土方', 'near')).toBeNull()
    expect(found('补贴', '补助', 'near')).toBeNull()
  })
})

it('any one character of a long enough word may be wrong', () => {
  const signs = [...'土地流转费用发放公开财务收支农业补贴低保医疗']
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...signs), { minLength: 3, maxLength: 8 }),
      fc.nat(7),
      fc.string(),
      fc.string(),
      (word, at, before, after) => {
        const typed = word.map((sign, place) => (place === at % word.length ? '鑫' : sign)).join('')
        expect(found(`${before}${word.join('')}${after}`, typed, 'near')).not.toBeNull()
      },
    ),
  )
})

describe('a snippet', () => {
  it('holds the first mark, and its marks still name the same words', () => {
    const text = `${'前'.repeat(100)}流转费${'后'.repeat(100)}`
    const part = snippetOf(text, [{ from: 100, to: 103 }])
    expect(part.text.length).toBeLessThanOrEqual(62)
    const [mark] = part.marks
    expect(part.text.slice(mark?.from, mark?.to)).toBe('流转费')
    expect(part.text).toMatch(/^….*…$/)
  })

  it('of a short text is the text', () => {
    expect(snippetOf('流转费', [{ from: 0, to: 2 }])).toEqual({ text: '流转费', marks: [{ from: 0, to: 2 }] })
  })
})
