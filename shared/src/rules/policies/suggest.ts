import { isPolicyDate } from './dates'
import { policyField, policyFields } from './fields'
import type { PolicyField } from './fields.types'
import { industryCode } from './industry-code'
import { type Quantity, quantitiesIn } from './quantities'
import { choiceWords, suggestRows } from './suggest-words'
import type { Condition, ConditionOp, PolicyAudience } from './types'

/** What a sentence seems to ask for: only a proposal, the officer confirms each part. Null: not found. */
export interface SuggestedCondition {
  field: string | null
  op: ConditionOp | null
  value: Condition['value'] | null
  hard: boolean
  on?: 'windowEnd'
}

/** Where the policy is from, as the code of the region. */
interface From {
  region?: string
}

const soft = /优先|可以同时|酌情|适当(?:倾斜|加分)/
const onLastDay = /截止(?:当天|之日|日)[^，。]*仍|(?:申报|申请)截止(?:当天|之日|日)/
/** 没有, 未, 不得: what is said to be not so. */
const denied = /没有|没|未|无|不得|不存在|不能|并?不在/

const plain = (text: string): string =>
  text.normalize('NFKC').replace(/\s/g, '').replace(/\(/g, '（').replace(/\)/g, '）')

/** A condition as a sentence of a document seems to mean it. */
export function suggestCondition(
  sentence: string,
  audience: PolicyAudience,
  from: From = {},
): SuggestedCondition {
  const text = plain(sentence)
  const rest = { hard: !soft.test(text), ...(onLastDay.test(text) ? { on: 'windowEnd' as const } : {}) }
  const dated = dateIn(text, audience)
  if (dated) return { ...dated, ...rest }
  const counted = numberIn(text, audience)
  if (counted) return { ...counted, ...rest }
  for (const [name, words] of suggestRows[audience].facts) {
    const field = policyField(audience, name)
    if (field && words.test(text)) return { field: name, ...factIn(field, text, from), ...rest }
  }
  return { field: null, op: null, value: null, ...rest }
}

type Said = Pick<SuggestedCondition, 'op' | 'value'>
const nothing: Said = { op: null, value: null }

function factIn(field: PolicyField, text: string, { region }: From): Said {
  switch (field.kind) {
    case 'yesNo':
      return { op: 'is', value: !denied.test(text) }
    case 'choice': {
      const chosen = choicesIn(field, text)
      return chosen.length > 0 ? { op: 'in', value: chosen } : { op: 'in', value: null }
    }
    case 'set': {
      const chosen = choicesIn(field, text)
      return { op: denied.test(text) ? 'hasNone' : 'has', value: chosen.length > 0 ? chosen : null }
    }
    case 'code':
      return { op: 'prefix', value: field.name === 'region' ? placeIn(text, region) : codesIn(text) }
    default:
      // 种着承包地, 已付利息: there is some of it.
      return denied.test(text) ? nothing : { op: 'gt', value: 0 }
  }
}

function choicesIn({ name, choices }: PolicyField, text: string): string[] {
  const words = choiceWords[name] ?? {}
  return (choices ?? []).flatMap(({ value, text: own }) =>
    (words[value] ?? new RegExp(own)).test(text) ? [value] : [],
  )
}

/** 行业代码 A01、A04. */
function codesIn(text: string): string[] | null {
  const [, listed = ''] = /代码([A-Z0-9、,，和或]+)/.exec(text) ?? []
  const codes = listed.match(/[A-T][0-9]{0,4}|[0-9]{2,4}/g)
  return codes ? codes.map((code) => industryCode(code) ?? code) : null
}

const levels: readonly [RegExp, number][] = [
  [/本区|全区|区内|本县|全县/, 6],
  [/本镇|全镇|镇内|[^，。在]镇/, 9],
  [/本村|村内/, 12],
]

function placeIn(text: string, region: string | undefined): string[] | null {
  const digits = levels.find(([words]) => words.test(text))?.[1]
  if (!region || digits === undefined) return null
  return region.length >= digits ? [region.slice(0, digits)] : null
}

const dates = /(\d{4})年(\d{1,2})月(\d{1,2})日(?:（含[^）]*）)?(及以前|以前|之前|前|及以后|以后|之后|后|起)/
const dateFields: Record<PolicyAudience, readonly [RegExp, string][]> = {
  enterprise: [
    [/成立|设立|登记|注册/, 'foundedOn'],
    [/租/, 'leaseEnd'],
    [/证书/, 'certificateIssuedOn'],
  ],
  household: [[/出生/, 'bornOn']],
}

function dateIn(text: string, audience: PolicyAudience): (Said & { field: string | null }) | null {
  const [, year, month = '', day = '', side = ''] = dates.exec(text) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isPolicyDate(date)) return null
  const field = dateFields[audience].find(([words]) => words.test(text))?.[1] ?? null
  return { field, op: /前/.test(side) ? 'before' : 'after', value: date }
}

/** What a quantity is in the field's own unit; null where it is none of that field's. */
function inUnitOf({ kind, unit }: PolicyField, quantity: Quantity): number | null {
  const { value, unit: said } = quantity
  const times = (factor: number | undefined): number | null =>
    factor === undefined ? null : Number((value * factor).toFixed(4))
  switch (kind) {
    case 'money':
      return times({ 元: 100 }[said])
    case 'area':
      return times({ 亩: 100, 公顷: 1_500 }[said])
    case 'permille':
      return times({ '%': 10, 个百分点: 10 }[said])
    case 'months':
      return times({ 个月: 1, 年: 12 }[said])
    case 'years':
      return times({ 年: 1 }[said])
    case 'integer':
      return unit === '个月' ? times({ 个月: 1, 年: 12 }[said]) : times(sameUnits(unit ?? '')[said])
    default:
      return null
  }
}

const alike: readonly (readonly string[])[] = [
  ['人', '名', '位'],
  ['周岁', '岁'],
  ['头', '只', '羽'],
  ['天', '日'],
  ['件', '项', '张'],
  ['个', '位'],
]
const sameUnits = (unit: string): Record<string, number> =>
  Object.fromEntries([unit, ...alike.filter((group) => group[0] === unit).flat()].map((one) => [one, 1]))

function numberIn(text: string, audience: PolicyAudience): (Said & { field: string }) | null {
  const quantities = quantitiesIn(text)
  for (const [name, words] of suggestRows[audience].numbers) {
    const field = policyField(audience, name)
    if (!field || !words.test(text)) continue
    const own = quantities.flatMap((one) => {
      const value = inUnitOf(field, one)
      return value === null || !field.ops.includes(one.op) ? [] : [{ op: one.op, value }]
    })
    const [first, second] = own
    if (!first) continue
    if (first.op === 'gte' && second?.op === 'lte' && first.value <= second.value)
      return { field: name, op: 'between', value: [first.value, second.value] }
    return { field: name, ...first }
  }
  return null
}

/** Fields that a word finds, those that begin with it first; an empty word finds all that may be asked. */
export function searchedFields(word: string, audience: PolicyAudience): PolicyField[] {
  const wanted = plain(word)
  const usable = policyFields(audience).filter(({ ops }) => ops.length > 0)
  if (wanted === '') return usable
  const rank = ({ title, question }: PolicyField) =>
    title.startsWith(wanted) ? 0 : title.includes(wanted) ? 1 : question.includes(wanted) ? 2 : 3
  const named = new Set(
    [...suggestRows[audience].numbers, ...suggestRows[audience].facts].flatMap(([field, words]) =>
      words.test(wanted) ? [field] : [],
    ),
  )
  return usable.filter((field) => rank(field) < 3 || named.has(field.name)).sort((a, b) => rank(a) - rank(b))
}
