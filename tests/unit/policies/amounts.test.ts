import { type Amount, amountWords, mostOf, mostOfAll, mostWords } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const wan = 1_000_000
const area: Amount = {
  kind: 'perUnit',
  fen: 12_000,
  field: 'landArea',
  unit: '亩',
  units: null,
  cap: 30 * wan,
}
const heads: Amount = {
  kind: 'perUnit',
  fen: 200_000,
  field: 'keyGroupHires',
  unit: '人',
  units: 8,
  cap: null,
}
const share: Amount = { kind: 'share', permille: 400, of: 'investmentFen', cap: 50 * wan }
const stars: Amount = {
  kind: 'byValue',
  field: 'starRating',
  steps: [
    { value: 'three', fen: 3 * wan },
    { value: 'four', fen: 5 * wan },
  ],
}

describe('the most that somebody gets', () => {
  it.each<[string, Amount, Record<string, string | number>, number | null]>([
    ['a fixed sum', { kind: 'fixed', fen: 20 * wan }, {}, 20 * wan],
    ['up to a sum', { kind: 'upTo', fen: 150_000 }, {}, 150_000],
    ['by the 亩', area, { landArea: 3_250 }, 390_000],
    ['by the 亩, at its cap', area, { landArea: 10_000_000 }, 30 * wan],
    ['by the 亩 that is not known', area, {}, 30 * wan],
    ['by heads', heads, { keyGroupHires: 3 }, 600_000],
    ['by heads, as many as count', heads, { keyGroupHires: 20 }, 1_600_000],
    ['by heads that are not known', heads, {}, 1_600_000],
    ['by heads without end', { ...heads, units: null }, {}, null],
    ['none at all', heads, { keyGroupHires: 0 }, 0],
    ['a share', share, { investmentFen: 10 * wan }, 4 * wan],
    ['a share at its cap', share, { investmentFen: 1_000 * wan }, 50 * wan],
    ['a share of what is not known', share, {}, 50 * wan],
    ['a share without end', { ...share, cap: null }, {}, null],
    ['by the star', stars, { starRating: 'four' }, 5 * wan],
    ['without a star', stars, { starRating: 'none' }, null],
    ['by a star that is not known', stars, {}, null],
    ['of another list', { kind: 'unknown', text: '按目录定额' }, {}, null],
  ])('%s', (_, amount, facts, fen) => {
    expect(mostOf(amount, facts)).toBe(fen)
  })

  it('is said plainly', () => {
    expect(amountWords(area)).toBe('120元/亩，每年最高30万元')
    expect(amountWords(share)).toBe('按项目投入的40%，最高50万元')
    expect(amountWords(heads)).toBe('2,000元/人，最多8人')
    expect(amountWords(stars)).toBe('三星3万元，四星5万元')
    expect(amountWords({ kind: 'upTo', fen: 150_000 })).toBe('最高1,500元')
  })
})

describe('最高可达', () => {
  const fixed = (key: string, wans: number | null, excludes: string[] = []) => ({
    key,
    excludes,
    amount:
      wans === null
        ? ({ kind: 'unknown', text: '' } as const)
        : ({ kind: 'fixed', fen: wans * wan } as const),
  })

  it('counts policies that exclude each other once, by the dearest choice', () => {
    const most = mostOfAll([fixed('高企', 20, ['专精特新']), fixed('专精特新', 10), fixed('有机肥', 2)], {})
    expect(most).toEqual({ fen: 22 * wan, policies: ['高企', '有机肥'], unknown: [] })
    expect(mostWords(most)).toBe('最高可达22万元（2项政策）')
  })

  it('takes two that go together before one that is dearer than each', () => {
    const chain = [fixed('a', 6), fixed('b', 10, ['a', 'c']), fixed('c', 6)]
    expect(mostOfAll(chain, {})).toMatchObject({ fen: 12 * wan, policies: ['a', 'c'] })
  })

  it('leaves out what is not known, and says nothing where nothing is', () => {
    expect(mostOfAll([fixed('a', 3), fixed('b', null)], {})).toEqual({
      fen: 3 * wan,
      policies: ['a'],
      unknown: ['b'],
    })
    expect(mostWords(mostOfAll([fixed('b', null)], {}))).toBeNull()
    expect(mostOfAll([], {})).toEqual({ fen: null, policies: [], unknown: [] })
  })

  it('does not mind an exclusion of what is not there, or of itself', () => {
    expect(mostOfAll([fixed('a', 3, ['a', 'gone'])], {}).fen).toBe(3 * wan)
  })
})
