import { type DraftContent, gateFields, personalDataInRows, personalDataInWords } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runs } from '../support/runs'

/** How a digit, or the room between two groups of digits, may be written. */
interface Disguise {
  digit?(digit: string): string
  between?: string
}

const inScript = (zero: number) => ({
  digit: (digit: string) => String.fromCodePoint(zero + Number(digit)),
})
const inFigures = (figures: string) => ({ digit: (digit: string) => [...figures][Number(digit)] ?? digit })
const disguises: Record<string, Disguise> = {
  plain: {},
  'full width': inScript(0xff10),
  'Arabic-Indic': inScript(0x660),
  Persian: inScript(0x6f0),
  Devanagari: inScript(0x966),
  Thai: inScript(0xe50),
  'mathematical bold': inScript(0x1d7ce),
  Chinese: inFigures('〇一二三四五六七八九'),
  'Chinese of cheques': inFigures('零壹贰叁肆伍陆柒捌玖'),
  circles: inFigures('⓪①②③④⑤⑥⑦⑧⑨'),
  keycaps: { digit: (digit) => `${digit}\ufe0f\u20e3` },
  'zero-width spaces': { digit: (digit) => `${digit}\u200b` },
  'variation selectors': { digit: (digit) => `${digit}\u{e0101}` },
  'soft hyphens': { digit: (digit) => `\u00ad${digit}` },
  'combining strokes': { digit: (digit) => `${digit}\u0336` },
  spaces: { between: '  ' },
  'wide spaces': { between: '\u3000' },
  tabs: { between: '\t' },
  'line breaks': { between: '\r\n' },
  dots: { between: '.' },
  'wide dots': { between: '．' },
  dashes: { between: '-' },
  'long dashes': { between: '——' },
  minus: { between: '−' },
  slashes: { between: '/' },
  'middle dots': { between: ' · ' },
  'Japanese dots': { between: '・' },
  commas: { between: ',' },
  'wide commas': { between: '，' },
  underlines: { between: '_' },
}
type DisguiseName = string

/** The second disguise takes every other digit and every other gap, where it has something to say of them. */
function disguised(
  groups: readonly string[],
  [first, second]: readonly [DisguiseName, DisguiseName],
): string {
  const [a, b] = [disguises[first] ?? {}, disguises[second] ?? {}]
  const turns = <T>(one: T | undefined, other: T | undefined, at: number): T | undefined =>
    at % 2 === 0 ? (one ?? other) : (other ?? one)
  let at = 0
  return groups
    .map((group, gap) => {
      const digits = [...group].map((sign) => {
        if (!/\d/.test(sign)) return sign
        return (turns(a.digit, b.digit, at++) ?? ((digit) => digit))(sign)
      })
      return `${gap === 0 ? '' : (turns(a.between, b.between, gap - 1) ?? '')}${digits.join('')}`
    })
    .join('')
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const two = (n: number) => String(n).padStart(2, '0')
const digitsOf = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const place = fc.constantFrom('310116', '320501', '330482', '110108', '510107')
const birthday = fc.tuple(
  fc.integer({ min: 1930, max: 2019 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
)

/** Groups as people write each kind; the words before it are what makes it one. */
const kinds = {
  身份证号: fc.tuple(place, birthday, digitsOf(3)).map(([area, [year, month, day], serial]) => {
    const digits = `${area}${year}${two(month)}${two(day)}${serial}`
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
    return ['', area, `${year}${two(month)}${two(day)}`, `${serial}${'10X98765432'[sum % 11]}`]
  }),
  '身份证号 of 15': fc
    .tuple(place, birthday, digitsOf(3))
    .map(([area, [year, month, day], serial]) => [
      '',
      area,
      `${two(year % 100)}${two(month)}${two(day)}`,
      serial,
    ]),
  银行卡号: fc.tuple(digitsOf(10), digitsOf(3)).map(([middle, end]) => {
    const digits = `622202${middle}${end}`
    return ['', ...(digits.match(/.{1,4}/g) ?? [])]
  }),
  '银行卡号 by its word': digitsOf(11).map((digits) => [
    '开户账号：',
    '1001',
    digits.slice(0, 4),
    digits.slice(4),
  ]),
  手机号: fc
    .tuple(
      fc.integer({ min: 3, max: 9 }),
      digitsOf(9),
      fc.constantFrom([3, 4], [3, 2], [3, 3], [4, 3], [5, 6]),
    )
    .map(([second, rest, [first = 3, next = 4]]) => {
      const digits = `1${second}${rest}`
      const parts = [digits.slice(0, first), digits.slice(first, first + next), digits.slice(first + next)]
      return ['', ...parts.filter((part) => part !== '')]
    }),
  住宅电话: digitsOf(7).map((digits) => ['家里电话', '021', `5${digits.slice(0, 3)}`, digits.slice(3)]),
  车牌号: digitsOf(5).map((digits) => ['', `沪A${digits.slice(0, 1)}`, digits.slice(1)]),
  住址: fc
    .tuple(fc.integer({ min: 100, max: 999 }), fc.integer({ min: 10, max: 99 }))
    .map(([lane, house]) => ['住护塘路', `${lane}弄${house}号`]),
} satisfies Record<string, fc.Arbitrary<string[]>>

const nothing: DraftContent = { title: '', plain: '', elements: [], body: '', table: null }
const head = (label: string, key = 'a') => ({ caption: '', columns: [{ key, label, kind: 'text' as const }] })
const rowOf = (kind: 'text' | 'name' | 'group') => (text: string) =>
  personalDataInRows([{ key: 'a', label: '列', kind }], [{ cells: [text] }], () => true)
const words = (change: (text: string) => Partial<DraftContent>) => (text: string) =>
  personalDataInWords({ ...nothing, ...change(text) }, [], () => true)

/** Every kind of field that a person can write, by the name under which its problem is said. */
const fields = {
  'content.title': words((title) => ({ title })),
  'content.plain': words((plain) => ({ plain })),
  'content.elements': words((text) => ({ elements: [{ name: '结算情况', text }] })),
  'content.body': words((body) => ({ body })),
  'content.table.caption': words((caption) => ({ table: { ...head('列'), caption } })),
  'content.table.columns': words((label) => ({ table: head(label) })),
  pictures: (text: string) => personalDataInWords(nothing, [{ alt: text }], () => true),
  'content.table.rows': rowOf('text'),
  'content.table.rows of names': rowOf('name'),
  'content.table.rows of groups': rowOf('group'),
  reason: (text: string) => gateFields([{ field: 'reason', title: '原因', text }]),
}

const around = fc.constantFrom(
  ['', ''],
  ['沈国良', '。'],
  ['一共3户，', '（已核对）'],
  ['2026-11-20 ', ' 记'],
)
const pair = fc.tuple(fc.constantFrom(...Object.keys(disguises)), fc.constantFrom(...Object.keys(disguises)))

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s', (kind) => {
  it.each(Object.keys(fields) as (keyof typeof fields)[])(
    'is found under any two disguises in %s',
    (field) => {
      fc.assert(
        fc.property(kinds[kind], pair, around, ([before = '', ...groups], names, [ahead, behind]) => {
          const text = `${ahead}${before}${disguised(groups, names)}${behind}`
          const found = fields[field](text)
          expect([text, found.map((one) => one.field)]).toEqual([text, [field.split(' ')[0]]])
          expect(found[0]?.message).toContain(kind.split(' ')[0])
        }),
        { numRuns: runs(60, 2000) },
      )
    },
  )
})
