import { readSetup } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { countyTable, peopleTable } from '../support/setup-form'

const form = {
  administrator: '顾示例',
  phone: '',
  since: '2026-11-20',
  filing: '沪ICP备0号',
  within: '金山区',
}
const word = fc.oneof(
  fc.constantFrom(
    '310116',
    '310116109',
    '310116109213',
    '310116109222000',
    '护塘村',
    '漕泾镇',
    '文书',
    '村监会',
  ),
  fc.constantFrom('区划代码', '名称', '姓名', '岗位', '手机', '村镇', '19900000001', '2026-01-01', '', '"'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const anyText = fc
  .array(fc.array(word, { maxLength: 7 }), { maxLength: 12 })
  .chain((rows) =>
    fc.constantFrom('\t', ',', ' ').map((separator) => rows.map((row) => row.join(separator)).join('\n')),
  )

describe('the tables of a start, whatever is pasted', () => {
  it('are read without a fault, and become a plan only where every place has its own above it', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
        const { plan, problems } = readSetup({ ...form, text }, form.since)
        if (!plan) return expect(problems.length).toBeGreaterThan(0)
        const codes = plan.regions.map(({ code }) => code)
        expect(new Set(codes).size).toBe(codes.length)
        for (const { parent, code } of plan.regions)
          expect(parent === null ? code === plan.top.code : codes.includes(parent)).toBe(true)
        for (const { posts } of plan.people) for (const { region } of posts) expect(codes).toContain(region)
      }),
      { numRuns: 1500, endOnFailure: true },
    )
  })

  it('mean the same in whatever order their rows stand', () => {
    const [places = '', ...placeRows] = countyTable.split('\n')
    // With the place in every row: a merged cell stands for the rows below it.
    const [people = '', ...personRows] = peopleTable.replaceAll('\n\t', '\n护塘村\t').split('\n')
    const known = readSetup({ ...form, text: `${countyTable}\n${peopleTable}` }, form.since).plan
    const shape = (plan: typeof known) =>
      plan && [
        plan.regions,
        plan.people
          .map(({ name, phone, posts }) =>
            JSON.stringify([name, phone, [...posts].map(({ role }) => role).sort()]),
          )
          .sort(),
      ]
    expect(known).not.toBeNull()
    fc.assert(
      fc.property(
        fc.shuffledSubarray(placeRows, { minLength: placeRows.length }),
        fc.shuffledSubarray(personRows, { minLength: personRows.length }),
        (some, others) => {
          const text = [places, ...some, '', people, ...others].join('\n')
          expect(shape(readSetup({ ...form, text }, form.since).plan)).toEqual(shape(known))
        },
      ),
      { numRuns: 100, endOnFailure: true },
    )
  })
})
