import { createHash } from 'node:crypto'
import { categories } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import adjustments from '../../config/catalogue/adjustments.json'
import groupsJson from '../../config/catalogue/groups.json'
import townshipJson from '../../config/catalogue/township.json'
import villageJson from '../../config/catalogue/village.json'
import columnsJson from '../../config/columns.json'
import {
  adjustmentOf,
  applyAdjustments,
  type CatalogueRow,
  catalogueOf,
  loadCatalogue,
  parseCatalogue,
  suggestedColumns,
  toItem,
  wechatTemplates,
} from '../../server/src/features/catalogue/catalogue.rules'
import { groupOf } from '../../server/src/features/catalogue/groups.rules'

const levels = ['village', 'township'] as const
const village = { code: '310116109213', level: 'village', name: '护塘村' }
const heyue = { code: '310116109222', level: 'village', name: '荷月村' }

/** What the source states of its seed rows, field by field; the rest of a row is a reconstruction. */
function seedWordings(rows: { source: string; fieldSource: object }[]): string {
  const words = rows
    .filter((row) => row.source === 'seed')
    .map((row) => {
      const from = new Map<string, string>(Object.entries(row.fieldSource))
      return Object.entries({ ...row, title: 'level2' in row ? row.level2 : '' }).filter(
        ([key]) => from.get(key) === 'seed',
      )
    })
  return createHash('sha256').update(JSON.stringify(words)).digest('hex')
}

describe('the standard catalogues', () => {
  it('have 51 items in a village and 40 in a township, numbered from 1', () => {
    expect(loadCatalogue('village').map((row) => row.no)).toEqual(
      Array.from({ length: 51 }, (_, at) => at + 1),
    )
    expect(loadCatalogue('township').map((row) => row.no)).toEqual(
      Array.from({ length: 40 }, (_, at) => at + 1),
    )
  })

  it('spread the 51 items over the five categories as 10, 16, 11, 9 and 5', () => {
    const rows = loadCatalogue('village')
    expect(categories.map((name) => rows.filter((row) => row.category === name).length)).toEqual([
      10, 16, 11, 9, 5,
    ])
  })

  it.each(levels)('state elements, basis, time limit, body and channels in every row of the %s', (level) => {
    for (const row of loadCatalogue(level)) {
      expect(row.elements.length).toBeGreaterThan(0)
      expect(new Set(row.elements).size).toBe(row.elements.length)
      for (const text of [...row.elements, ...row.channels, row.basis, row.timeLimit, row.body, row.level2])
        expect(text.trim()).not.toBe('')
    }
  })

  it.each(levels)('refuse a row of the %s without a basis, and say where', (level) => {
    const rows = structuredClone(loadCatalogue(level))
    const third = rows[2]
    if (third) third.basis = ''
    expect(() => parseCatalogue(rows, level)).toThrow(`config/catalogue/${level}.json/2/basis`)
  })

  it('refuse numbers with a gap and a category of their own', () => {
    const rows = structuredClone(loadCatalogue('village'))
    expect(() => parseCatalogue(rows.slice(1), 'village')).toThrow('expected no 1')
    const odd = rows.map((row): CatalogueRow => (row.no === 7 ? { ...row, category: '其他' } : row))
    expect(() => parseCatalogue(odd, 'village')).toThrow('其他')
  })

  it('keep the wordings of the source unchanged', () => {
    expect(seedWordings(villageJson)).toBe('74997c1cb48ea0b32538f4932c1ba10072a07778bdafcd0615f0677df9865e49')
    expect(seedWordings(townshipJson)).toBe(
      'd96b9fed77fc304ddef54bfa7a2cbfd6b1747ce6261d433f5e5db8fed27f82e6',
    )
  })

  it('name an item by its level2 and join its other names', () => {
    const [first] = loadCatalogue('village')
    expect(first && toItem(first)).toMatchObject({
      no: 1,
      category: '综合村务',
      level2: '村简介',
      maskLevel: 'M0',
    })
    expect(catalogueOf(village).items.filter((item) => item.alias)).toHaveLength(2)
  })
})

describe("a region's own catalogue", () => {
  it('is the standard one where nothing is adjusted', () => {
    expect(catalogueOf(village)).toEqual({ items: loadCatalogue('village').map(toItem), left: [] })
  })

  it('leaves an item out and adds one, each with its reason and basis', () => {
    const { items, left } = catalogueOf(heyue)
    expect(items).toHaveLength(51)
    expect(left).toEqual([
      expect.objectContaining({ no: 34, reason: expect.any(String), basis: expect.any(String) }),
    ])
    expect(items.find((item) => item.no === 34)).toBeUndefined()
    expect(items.find((item) => item.no === 52)?.added?.reason).toContain('村民提议')
  })

  it('speaks in the name of its own village', () => {
    for (const item of catalogueOf(heyue).items)
      expect(`${item.body}${item.basis}${item.channels}`).not.toContain('护塘')
  })

  it.each(['reason', 'basis'])('refuses an item left out without a %s', (field) => {
    const leaveOut = [{ no: 34, reason: '没有名额', basis: '决议', [field]: '' }]
    expect(() => applyAdjustments(loadCatalogue('village'), { leaveOut, add: [] })).toThrow(field)
    const { [field]: _, ...rest } = { no: 34, reason: '没有名额', basis: '决议' } as Record<string, unknown>
    expect(() => applyAdjustments(loadCatalogue('village'), { leaveOut: [rest], add: [] })).toThrow()
  })

  it('refuses an added item without a reason, or under a number that exists', () => {
    const own = adjustments['310116109222'].add[0]
    if (!own) throw new Error('the adjustment adds an item')
    expect(() =>
      applyAdjustments(loadCatalogue('village'), { leaveOut: [], add: [{ ...own, reason: '' }] }),
    ).toThrow('reason')
    const taken = { ...own, item: { ...own.item, no: 5 } }
    expect(() => applyAdjustments(loadCatalogue('village'), { leaveOut: [], add: [taken] })).toThrow(
      'item 5 exists',
    )
    expect(() =>
      applyAdjustments(loadCatalogue('village'), {
        leaveOut: [{ no: 99, reason: '无', basis: '无' }],
        add: [],
      }),
    ).toThrow('no item 99')
  })

  it('exists for villages and townships only, and every adjusted region parses', () => {
    expect(catalogueOf({ code: '310116', level: 'county', name: '金山区' }).items).toEqual([])
    expect(catalogueOf({ code: '310116109', level: 'township', name: '漕泾镇' }).items).toHaveLength(40)
    for (const code of Object.keys(adjustments)) expect(adjustmentOf(code)).toBeDefined()
  })
})

describe('the usual columns', () => {
  it('belong to items of the catalogue and have keys of their own', () => {
    const numbers = loadCatalogue('village').map((row) => String(row.no))
    for (const no of Object.keys(columnsJson)) {
      expect(numbers).toContain(no)
      const keys = suggestedColumns(Number(no)).map((column) => column.key)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  it('are those of the land-transfer table for item 31, and none for 村简介 or a township', () => {
    expect(suggestedColumns(31).map((column) => column.kind)).toEqual([
      'group',
      'name',
      'integer',
      'area',
      'area',
      'area',
      'money',
    ])
    expect(suggestedColumns(1)).toEqual([])
    expect(suggestedColumns(31, 'township')).toEqual([])
  })

  it('name a person only in a name column of items that hold personal data', () => {
    for (const row of loadCatalogue('village').filter((one) => !one.personalData))
      expect(suggestedColumns(row.no).filter((column) => column.kind === 'name')).toEqual([])
  })
})

describe('the WeChat templates', () => {
  it('have at most five fields, of types the vendor knows', () => {
    const { published, emergency } = wechatTemplates()
    expect(published).toMatchObject({ templateId: 'demo-published', title: '村务公开通知', kind: 'once' })
    expect(published.fields.map((field) => field.key)).toEqual(['thing1', 'thing2', 'date3', 'thing4'])
    expect(emergency.title).toBe('应急通知')
    for (const { key } of [...published.fields, ...emergency.fields])
      expect(key).toMatch(/^(thing|date|time)\d$/)
  })
})

describe('the groups of categories', () => {
  it('hold every category of a township once, and few enough for one line', () => {
    const of = (level: (typeof levels)[number]) => [
      ...new Set(loadCatalogue(level).map(({ category }) => category)),
    ]
    const grouped = Object.values(groupsJson).flat()
    expect([...grouped].sort()).toEqual([...of('township')].sort())
    expect(new Set(of('township').map(groupOf)).size).toBeLessThanOrEqual(6)
    expect(of('village').map(groupOf)).toEqual(of('village'))
  })
})
