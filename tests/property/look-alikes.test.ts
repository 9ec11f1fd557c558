import { coveredText, personalDataIn, personalDataInRow } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runs } from '../support/runs'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const two = (n: number) => String(n).padStart(2, '0')
const digitsOf = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))

/** Made up; the check sign holds. */
const idCard = fc
  .tuple(
    fc.constantFrom('310116', '320501', '330482', '110108', '510107'),
    fc.integer({ min: 1930, max: 2019 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    digitsOf(3),
  )
  .map(([area, year, month, day, serial]) => {
    const digits = `${area}${year}${two(month)}${two(day)}${serial}`
    return `${digits}${'10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11]}`
  })

const written: Record<string, readonly string[]> = {
  0: ['0', 'O', 'o', 'Ｏ', 'О'],
  1: ['1', 'l', 'I', 'i', '|', 'Ｉ'],
  X: ['X', 'x', '×', 'ｘ', 'Ｘ', 'Х'],
}
const fullWidth = (digit: string) => String.fromCodePoint(0xff10 + Number(digit))

/** Each sign as a hand may write it, with a space here and there. */
const byHand = fc
  .tuple(idCard, fc.array(fc.nat(9), { minLength: 18, maxLength: 18 }), fc.subarray([6, 10, 14]))
  .map(([id, choices, spaces]) =>
    [...id]
      .map((sign, at) => {
        const among = written[sign] ?? [sign, fullWidth(sign)]
        return `${spaces.includes(at) ? ' ' : ''}${among[(choices[at] ?? 0) % among.length]}`
      })
      .join(''),
  )
const around = fc.constantFrom(['', ''], ['沈国良', '。'], ['证号：', '，已核对'], ['一共3户，', '（公示）'])
const settings = { numRuns: runs(400, 20_000) }
const text = { key: 'a', label: '备注', kind: 'text' as const }

describe('an identity number with O for 0, l for 1, × for X', () => {
  it('is found in a text and in a cell, and covered whole', () => {
    fc.assert(
      fc.property(byHand, around, (id, [ahead = '', behind = '']) => {
        const said = `${ahead}${id}${behind}`
        expect([said, personalDataIn(said)[0]]).toEqual([said, '身份证号'])
        expect(personalDataInRow([text], [said])[0]).toMatchObject({ kind: '身份证号' })
        const covered = coveredText(said)
        expect(personalDataIn(covered)).toEqual([])
        expect([said, covered]).toEqual([said, `${ahead}＊＊＊${behind}`])
      }),
      settings,
    )
  })

  it('is found in two cells', () => {
    fc.assert(
      fc.property(byHand, (id) => {
        const plain = id.replaceAll(' ', '')
        const cells = [plain.slice(0, 6), plain.slice(6)]
        expect([cells, personalDataInRow([text, { ...text, key: 'b' }], cells)[0]?.kind]).toEqual([
          cells,
          '身份证号',
        ])
      }),
      settings,
    )
  })

  it('a telephone beside it is covered too, and no letter of the number is left', () => {
    const said = '沈国良 3lO116l99OOlOll239，电话 13812345678'
    expect(personalDataIn(said)).toEqual(['身份证号', '手机号'])
    expect(coveredText(said)).not.toMatch(/[0-9OlI]/)
  })
})

const pick = (signs: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...signs), { minLength: min, maxLength: max }).map((all) => all.join(''))
const upper = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** What villages write that has letters and long numbers, and is nobody's. */
const ordinary = fc.oneof(
  fc
    .tuple(fc.constantFrom('沪府规', '金农委', '漕府发', '国办函'), fc.nat(99), fc.nat(999))
    .map(([office, year, no]) => `${office}〔20${two(year)}〕${no}号`),
  fc
    .tuple(fc.constantFrom('中国农业银行', '上海农商银行', '工商银行 ICBC'), pick('0123456789', 12, 12))
    .map(([bank, no]) => `${bank}金山支行（联行号 ${no}）回单`),
  pick(upper, 6, 24).map((code) => `产品型号 ${code}`),
  pick('0123456789OIl', 6, 16).map((code) => `型号 ${code}`),
  fc.tuple(pick('0123456789ABCDEFGHJKLMNPQRTUWXY', 16, 16)).map(([code]) => `统一社会信用代码 91${code}`),
  fc
    .tuple(pick('0123456789', 9, 9), pick('OIl', 1, 3))
    .map(([no, letters]) => `合同编号 ${letters}-2026-${no}`),
  fc
    .tuple(fc.integer({ min: 1990, max: 2026 }), fc.nat(9999))
    .map(([year, no]) => `二OO八年至${year}年 第 ${no} 号 Oil Co.`),
  pick('0123456789,. \nIlO', 10, 60).map((table) => table.replace(/\d{5,}/g, (run) => run.slice(0, 4))),
)

describe('ordinary text', () => {
  it('is no identity number: papers, banks, products, contracts', () => {
    fc.assert(
      fc.property(fc.array(ordinary, { minLength: 1, maxLength: 4 }), (parts) => {
        const said = parts.join('；')
        expect([said, personalDataIn(said).filter((kind) => kind === '身份证号')]).toEqual([said, []])
      }),
      settings,
    )
  })

  it('nor is one whose check sign or birth date does not hold', () => {
    expect(personalDataIn('3lO116l99OOlOll238')).toEqual([])
    expect(personalDataIn('3lO116l99Ol3Oll239')).toEqual([])
    expect(personalDataIn('承包方编码 3lO116201203010001')).toEqual([])
  })
})
