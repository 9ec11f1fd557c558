import { describe, expect, it } from '@jest/globals'
import { type Card, drawCard } from '../../server/src/paper/card'

const card = (change: Partial<Card> = {}): Card => ({
  shape: 'group',
  masthead: '护塘村村务公开',
  title: '第三季度流转费发放情况',
  lead: '共发放2,230,000.00元，180户。',
  by: '护塘村村民委员会　2026年11月20日',
  qr: { text: 'https://hutang.example/', caption: '扫一扫\n看全文' },
  ...change,
})
const wordsOf = ({ svg }: { svg: string }) =>
  [...svg.matchAll(/aria-label="([^"]*)"/g)].map(([, words]) => words)

describe('the picture of a card', () => {
  it('says the words it was given and nothing else, as outlines without a font', () => {
    const { svg, missing } = drawCard(card())
    expect(missing).toEqual([])
    expect(svg).not.toMatch(/<text|font-family|<image|href=/)
    const { masthead, title, lead, by } = card()
    expect(wordsOf({ svg }).join('')).toBe(`${masthead}${title}${lead}${by}扫一扫看全文`)
  })

  it('grows with its words for a group, and cuts them with … where it has its size', () => {
    const lead = '这一句很长。'.repeat(60)
    const height = (one: Card) => Number(/height="(\d+)"/.exec(drawCard(one).svg)?.[1])
    expect(height(card({ lead }))).toBeGreaterThan(height(card()) + 300)
    const share = drawCard(card({ shape: 'share', qr: null, lead }))
    expect(share.svg).toContain('width="500" height="400"')
    expect(wordsOf(share).filter((words) => words?.endsWith('…'))).toHaveLength(1)
  })

  it('draws rare characters, names what it cannot draw, and takes signs of XML as words', () => {
    expect(drawCard(card({ title: '𠮷㛃䶮' })).missing).toEqual([])
    expect(drawCard(card({ title: '沈\u{2A6D6}' })).missing).toEqual(['\u{2A6D6}'])
    const { svg } = drawCard(card({ title: '<b>&"' }))
    expect(wordsOf({ svg })[1]).toBe('&#60;b&#62;&#38;&#34;')
  })
})
