import {
  categories,
  DraftContent,
  DraftRow,
  disclosureOf,
  LedgerPart,
  namesOf,
  personas as personaNames,
  TableHead,
  type WholeContent,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { type DemoNotice, demoVillage } from '../../server/src/demo/village'
import { sumOf } from '../../server/src/demo/village/notices/compose'
import { cadres } from '../../server/src/demo/village/notices/pay'
import { catalogueOf } from '../../server/src/features/catalogue/catalogue.rules'
import { failureReasons } from '../../server/src/features/notices/workflow/readiness.rules'
import { isOrdinaryWord } from '../../server/src/features/residents'

const base = new Date('2026-11-20T02:00:00Z')
const village = demoVillage(base)
const hutang = '310116109213'
const ofHutang = village.notices.filter((notice) => notice.region === hutang)
const households = new Map(village.households.map((one) => [one.code, one]))
const figure = (fen: number) => `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
const catalogueFor = (code: string) => {
  const region = village.regions.find((one) => one.code === code)
  if (!region) throw new Error(`no region ${code}`)
  return catalogueOf(region)
}
const wordsOf = (one: Pick<DemoNotice, 'title' | 'plain' | 'elements' | 'body'>) =>
  [one.title, one.plain, one.body, ...one.elements.map((element) => element.text)].join('\n')
/** The contract says `nullable` in the way of OpenAPI, which the checker here does not read: nulls are left out. */
function fits({ table, ledger, ...words }: WholeContent): boolean {
  if (!Value.Check(Type.Omit(DraftContent, ['table', 'ledger']), words)) return false
  const part = ledger && Object.fromEntries(Object.entries(ledger).filter(([, value]) => value !== null))
  if (part && !Value.Check(Type.Partial(LedgerPart), part)) return false
  const rows = table?.rows.map(({ household, cells }) => (household ? { household, cells } : { cells }))
  const head = table && { caption: table.caption, columns: table.columns }
  return table === null || (Value.Check(TableHead, head) && Value.Check(Type.Array(DraftRow), rows))
}
/** The names of everybody who is registered in a place or in what lies in it. */
const registerOf = (code: string) =>
  namesOf(
    [
      ...village.households.filter(({ region }) => region.startsWith(code)).map(({ head }) => head),
      ...village.residents
        .filter(({ household }) => households.get(household)?.region.startsWith(code))
        .map(({ name }) => name),
    ],
    isOrdinaryWord,
  )
const named = (notice: DemoNotice) => `${notice.region} ${notice.item} ${notice.title}`

describe('the demo village', () => {
  it('is the same for the same instant, and another for another', () => {
    expect(demoVillage(new Date(base))).toEqual(village)
    expect(demoVillage(new Date('2027-03-01T02:00:00Z')).notices).not.toEqual(village.notices)
  })

  it('is 护塘村 with 21 groups and a quarter, a township above it and two villages beside it', () => {
    expect(village.regions.map((one) => one.level)).toEqual([
      'county',
      'township',
      'village',
      'village',
      'village',
    ])
    const groups = village.regions.find((one) => one.code === hutang)?.groups ?? []
    expect(groups).toHaveLength(22)
    expect(groups[0]).toEqual({ no: 1, name: '1组' })
    expect(groups[21]).toEqual({ no: 22, name: '护塘新苑' })
    for (const { code, parent } of village.regions) expect(code.startsWith(parent ?? '')).toBe(true)
  })

  it('has 180 households there and 12 in each other village, and none twice', () => {
    const count = (code: string) => village.households.filter((one) => one.region === code).length
    expect([hutang, '310116109221', '310116109222'].map(count)).toEqual([180, 12, 12])
    expect(households.size).toBe(village.households.length)
    expect(new Set(village.residents.map((one) => one.id)).size).toBe(village.residents.length)
    expect(new Set(village.households.map((one) => `${one.region}${one.head}`)).size).toBe(204)
  })

  it('keeps the figures of the published land table in group 15', () => {
    const rows = village.households
      .filter((one) => one.region === hutang && one.group === 15)
      .map((one) => one.land)
    expect(rows.map((one) => one.shared)).toEqual([2, 3, 2, 0, 4, 0, 0, 2, 4, 4, 2, 0, 2, 5, 3])
    const areas = [226, 419, 256, 0, 604, 0, 0, 302, 604, 453, 302, 0, 35, 679, 377]
    expect(rows.map((one) => one.contracted)).toEqual(areas)
    expect(rows.map((one) => one.confirmed)).toEqual(areas)
    expect(rows.map((one) => one.transferred)).toEqual(areas)
  })

  it('has every persona, and those who live there head a household', () => {
    expect(village.personas.map((one) => one.persona)).toEqual([...personaNames])
    for (const { name, resident, openid, persona } of village.personas) {
      expect(openid).toBe(`demo-${persona}`)
      if (resident)
        expect(village.residents.find((one) => one.id === resident)).toMatchObject({
          name,
          headOfHousehold: true,
        })
    }
    const villager = village.residents.find((one) => one.name === '沈国良')
    expect(households.get(villager?.household ?? '')).toMatchObject({ group: 15, land: { transferred: 419 } })
    expect(village.slip.name).toBe(households.get(village.slip.householdCode)?.head)
  })
})

describe('its notices', () => {
  it('are a year of them, all published by the base, oldest first', () => {
    expect(ofHutang.length).toBeGreaterThanOrEqual(110)
    expect(ofHutang.length).toBeLessThanOrEqual(170)
    const times = village.notices.map((one) => one.publishedAt.getTime())
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(Math.max(...times)).toBeLessThanOrEqual(base.getTime())
    expect(Math.min(...times)).toBeGreaterThan(base.getTime() - 400 * 86_400_000)
  })

  it('are whole: the elements of their item, rows of their own village, no gap left in a sentence', () => {
    for (const notice of village.notices) {
      const { region, item, publishedAt, validUntil, ...content } = notice
      const elements = catalogueFor(region).items.find((one) => one.no === item)?.elements
      const strangers = notice.table?.rows.filter(
        (row) => row.household && households.get(row.household)?.region !== region,
      )
      const crooked = notice.table?.rows.filter((row) => row.cells.length !== notice.table?.columns.length)
      expect({
        notice: named(notice),
        fits: fits(content),
        elements: content.elements.map((one) => one.name),
        empty: content.elements.filter((one) => one.text.trim() === ''),
        gap: /[{}]|undefined|NaN|null/.test(wordsOf(notice)),
        strangers: strangers ?? [],
        crooked: crooked ?? [],
      }).toEqual({
        notice: named(notice),
        fits: true,
        elements,
        empty: [],
        gap: false,
        strangers: [],
        crooked: [],
      })
      expect(publishedAt.getTime()).toBeLessThanOrEqual(base.getTime())
      if (validUntil) expect(validUntil > publishedAt).toBe(true)
    }
  })

  it('would pass the gate that every notice of a clerk passes', () => {
    const handedOver = village.drafts.filter(({ state }) => state !== 'draft')
    const written = handedOver.map(({ region, item, content }) => ({ region, item, ...content }))
    const registers = new Map(village.regions.map(({ code }) => [code, registerOf(code)]))
    const refused = [...village.notices, ...written].flatMap(({ region, item: number, ...content }) => {
      const item = catalogueFor(region).items.find(({ no }) => no === number)
      const reasons = item
        ? failureReasons(content, [], item, registers.get(region) ?? null)
        : [{ message: 'no such item' }]
      return reasons.map(({ message }) => `${region} ${number} ${content.title}: ${message}`)
    })
    expect(refused).toEqual([])
  })

  it('say every sum as their table adds it up', () => {
    const sums: Record<number, string> = {
      9: 'amount',
      12: 'amount',
      13: 'amount',
      16: 'amount',
      17: 'amount',
      18: 'amount',
      31: 'fee',
      40: 'paid',
      43: 'amount',
      44: 'spent',
    }
    for (const notice of village.notices) {
      const key = sums[notice.item]
      if (key && notice.table) expect(wordsOf(notice)).toContain(figure(sumOf(notice.table, key)))
    }
  })

  it.each(['committee', 'cooperative'])(
    "carry each month's closing balance of the %s into the next month",
    (body) => {
      const months = ofHutang.filter((one) => one.item === 39 && one.ledger?.body === body)
      expect(months).toHaveLength(13)
      const amount = (notice: DemoNotice | undefined, at: number) =>
        Math.round(
          Number(/¥([\d,.]+\d)/.exec(notice?.elements[at]?.text ?? '')?.[1]?.replaceAll(',', '')) * 100,
        )
      months.forEach((month, at) => {
        if (!month.table) throw new Error('accounts have a table')
        expect(amount(month, 3)).toBe(
          amount(month, 0) + sumOf(month.table, 'income') - sumOf(month.table, 'expense'),
        )
        expect([amount(month, 0), amount(month, 3)]).toEqual([month.ledger?.opening, month.ledger?.closing])
        if (at > 0) expect(amount(month, 0)).toBe(amount(months[at - 1], 3))
      })
    },
  )

  it('pay in the accounts exactly the casual work that is published', () => {
    const work = ofHutang.filter((one) => one.item === 9)
    ofHutang
      .filter((one) => one.item === 39 && one.ledger?.body === 'committee')
      .forEach((month, at) => {
        const paid = month.table?.rows.find((row) => String(row.cells[1]).startsWith('临时用工'))?.cells[4]
        const table = work[at]?.table
        expect(table && sumOf(table, 'amount')).toBe(paid)
      })
  })

  it('give the land transfer of all 180 households, group 15 as in the published table', () => {
    const land = ofHutang.filter((one) => one.item === 31)
    expect(land).toHaveLength(4)
    for (const { table } of land) {
      expect(table?.rows).toHaveLength(180)
      const group15 = table?.rows.filter((row) => row.household?.startsWith('HT-15-')) ?? []
      expect(group15.map((row) => row.cells.slice(2, 6)).slice(0, 3)).toEqual([
        [2, 226, 226, 226],
        [3, 419, 419, 419],
        [2, 256, 256, 256],
      ])
    }
  })

  it('cover the five categories and leave seven items out of order, 征地补偿 among them', () => {
    const { items } = catalogueFor(hutang)
    const missing = items.filter((item) => {
      const last = ofHutang.filter((one) => one.item === item.no).at(-1)
      return (
        disclosureOf(
          item.frequency,
          { last: last?.publishedAt ?? null, since: ofHutang[0]?.publishedAt ?? null },
          base,
        ).state === 'missing'
      )
    })
    expect(missing.map((item) => item.no)).toEqual([10, 26, 32, 34, 41, 46, 48])
    for (const category of categories)
      expect(
        items.some((item) => item.category === category && ofHutang.some((one) => one.item === item.no)),
      ).toBe(true)
  })

  it('show the township’s funds of a quarter as they came in by the month', () => {
    for (const quarter of ofHutang.filter((one) => one.item === 44)) {
      for (const [name, , arrived, received] of quarter.table?.rows.map((row) => row.cells) ?? []) {
        const months = ofHutang
          .filter((one) => one.item === 39 && one.ledger?.body === 'committee')
          .flatMap((one) => one.table?.rows ?? [])
        const entry = months.find(({ cells }) => cells[0] === arrived && cells[1] === `镇拨${name}`)
        if (name !== '村级组织运转经费' && entry) expect(entry.cells[3]).toBe(received)
        if (quarter === ofHutang.filter((one) => one.item === 44).at(-1)) expect(entry).toBeDefined()
      }
    }
  })

  it.each(['2026-01-02', '2026-05-31', '2026-08-03', '2027-03-01', '2028-02-29'])(
    'hold together on %s too',
    (day) => {
      const then = demoVillage(new Date(`${day}T00:10:00Z`))
      const own = then.notices.filter((one) => one.region === hutang)
      const missing = catalogueFor(hutang).items.filter((item) => {
        const last = own.filter((one) => one.item === item.no).at(-1)
        return (
          disclosureOf(
            item.frequency,
            { last: last?.publishedAt ?? null, since: own[0]?.publishedAt ?? null },
            new Date(`${day}T00:10:00Z`),
          ).state === 'missing'
        )
      })
      expect(missing.map((item) => item.no)).toEqual([10, 26, 32, 34, 41, 46, 48])
      expect(then.notices.every((one) => one.publishedAt <= new Date(`${day}T00:10:00Z`))).toBe(true)
    },
  )
})

describe('its words', () => {
  const heads = [...households.values()].map((one) => one.head)
  const office = new Set([...cadres.map((one) => one.name), ...village.personas.map((one) => one.name)])
  const private_ = heads.filter((name) => !office.has(name))
  const all = [
    ...village.notices,
    ...village.drafts.map((draft) => ({ ...draft.content, region: draft.region, item: draft.item })),
  ]

  it('hold no id-card, bank or mobile number, in text or table', () => {
    for (const one of all) {
      const text = `${wordsOf(one)} ${JSON.stringify(one.table?.rows.map((row) => row.cells.filter((cell) => typeof cell === 'string')) ?? [])}`
      expect(text).not.toMatch(/[1-9]\d{5}(19|20)\d{9}[\dXx]|\d{16,19}|(?<!\d)1[3-9]\d{9}(?!\d)/)
    }
  })

  it('name no villager outside a table: lists and share cards show titles and sentences', () => {
    for (const one of all) for (const name of private_) expect(wordsOf(one)).not.toContain(name)
  })

  it('give only telephone numbers that are plainly made up', () => {
    for (const one of all)
      for (const [number] of wordsOf(one).matchAll(/\d{3,4}-\d{4} ?\d{4}/g))
        expect(number).toMatch(/^021-5555 01\d\d$/)
    for (const { phone } of village.residents) if (phone) expect(phone).toMatch(/^1990000\d{4}$/)
  })
})

describe("the cadres' desks", () => {
  it('hold a draft with something missing, one to review and one to publish', () => {
    expect(village.drafts.map((one) => one.state)).toEqual(['draft', 'submitted', 'approved'])
    const [draft, ...ready] = village.drafts
    expect(draft?.content.plain).toBe('')
    for (const { content, item } of ready) {
      expect(fits(content)).toBe(true)
      expect(content.elements.map((one) => one.name)).toEqual(
        catalogueFor(hutang).items.find((one) => one.no === item)?.elements,
      )
    }
    expect(village.drafts.find((one) => one.state === 'approved')).toMatchObject({
      author: 'clerk',
      reviewer: 'supervisor',
    })
  })
})
