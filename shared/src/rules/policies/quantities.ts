import type { ConditionOp } from './types'

/** A number of a sentence with its unit, and how it is compared. */
export interface Quantity {
  value: number
  unit: string
  op: ConditionOp
}

const digits: Record<string, number> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 }

/** 十二, 三百六十五, 两. Below ten thousand, as documents write them. */
function chineseNumber(text: string): number {
  let sum = 0
  let digit: number | null = null
  for (const sign of text) {
    const place = places[sign]
    if (place === undefined) digit = digits[sign] ?? 0
    else {
      sum += (digit ?? 1) * place
      digit = null
    }
  }
  return sum + (digit ?? 0)
}

const numberOf = (text: string): number =>
  text === '半' ? 0.5 : /[0-9]/.test(text) ? Number(text.replace(/[,，]/g, '')) : chineseNumber(text)

const scales: Record<string, number> = { 千: 1e3, 万: 1e4, 百万: 1e6, 亿: 1e8 }

/** 民法典 1259: 以上, 以下, 以内, 届满 include the number; 不满, 超过, 以外 do not. */
const before: readonly [RegExp, ConditionOp][] = [
  [/(?:不低于|不少于|不小于|不得低于|不得少于|至少(?:有|为)?|达到|达|届满|年满|满)$/, 'gte'],
  [/(?:不超过|不高于|不多于|不大于|不得超过|不得高于|最多|最高)$/, 'lte'],
  [/(?:不满|未满|不足|低于|少于|小于)$/, 'lt'],
  [/(?:超过|高于|多于|大于)$/, 'gt'],
]
const after: readonly [RegExp, ConditionOp][] = [
  [/^(?:（[^）]*）)?(?:及|及其)?以上/, 'gte'],
  [/^(?:（[^）]*）)?(?:及|之)?(?:以内|以下|之内|内)/, 'lte'],
  [/^(?:（[^）]*）)?以外/, 'gt'],
]

const opOf = (left: string, right: string): ConditionOp | null => {
  const trimmed = left.replace(/(?:的|为|在|了|有)$/, '')
  // The longer word first: 不满 is not 满, 不超过 is not 超过.
  const said = [...before]
    .map(([words, op]) => ({ length: words.exec(trimmed)?.[0].length ?? 0, op }))
    .sort((a, b) => b.length - a.length)[0]
  if (said && said.length > 0) return said.op
  return after.find(([words]) => words.test(right))?.[1] ?? null
}

const units =
  '元|亩|公顷|%|个百分点|人次|人|名|位|户|件|项|头|只|羽|个月|周岁|岁|年|天|日|级|间|吨标准煤|吨|千瓦|平方米|立方米|次|张|个'
const number = '[0-9][0-9,，]*(?:\\.[0-9]+)?|[零一二两三四五六七八九十百千]+|半'
const quantity = new RegExp(`(百分之)?(${number})(百万|千(?!瓦)|万|亿)?(${units})?`, 'g')
const range = /^(?:至|到|—|-|~|～)+$/

interface Found {
  value: number
  unit: string
  from: number
  to: number
}

function found(text: string): Found[] {
  return [...text.matchAll(quantity)].flatMap((match) => {
    const [all, share, digits = '', scale, unit] = match
    if (!unit && !share) return []
    const at = match.index
    const value = numberOf(digits) * (scale ? (scales[scale] ?? 1) : 1)
    return [
      { value: Number(value.toFixed(6)), unit: share ? '%' : (unit ?? ''), from: at, to: at + all.length },
    ]
  })
}

/** 16 至 24 岁: the first number has the unit of the second. */
const unitless = new RegExp(`(${number})(?=(?:至|到|—|-|~|～)(?:${number})(${units}))`, 'g')

/** Every number of a sentence that something is compared with; 30 至 500 亩 is two of them. */
export function quantitiesIn(sentence: string): Quantity[] {
  const text = sentence
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/\(/g, '（')
    .replace(/\)/g, '）')
    .replace(unitless, '$1$2')
  const all = found(text)
  const joins = (one: Found | undefined, next: Found | undefined): boolean =>
    one !== undefined && one.unit === next?.unit && range.test(text.slice(one.to, next.from))
  return all.flatMap((one, at): Quantity[] => {
    const { value, unit, from, to } = one
    const op = joins(one, all[at + 1])
      ? 'gte'
      : joins(all[at - 1], one)
        ? 'lte'
        : opOf(text.slice(0, from), text.slice(to))
    return op ? [{ value, unit, op }] : []
  })
}
