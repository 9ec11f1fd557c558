/**
 * The limits of a template's fields. The type is the key without its number: `thing1` is a thing.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export type TemplateData = Record<string, string>

export interface FieldProblem {
  key: string
  problem: string
}

const TIME = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`
const DATE = String.raw`\d{4}年(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12]\d|3[01])日`
const MOMENT = `(?:${DATE} ?)?${TIME}`
const DAY = `${DATE}(?: ?${TIME})?`
const RANGE = (one: string) => new RegExp(`^${one}(?:~${one})?$`)

export const thingLimit = 20

interface FieldRule {
  pattern: RegExp
  says: string
}

const RULES: Readonly<Record<string, FieldRule>> = {
  thing: { pattern: /^.{1,20}$/u, says: '不超过20个字' },
  number: { pattern: /^(?=.{1,32}$)\d+(?:\.\d+)?$/, says: '不超过32位的数字，可带小数' },
  letter: { pattern: /^[A-Za-z]{1,32}$/, says: '不超过32个字母' },
  symbol: { pattern: /^[\p{P}\p{S}]{1,5}$/u, says: '不超过5个符号' },
  character_string: { pattern: /^[\x21-\x7e]{1,32}$/, says: '不超过32个数字、字母或符号' },
  time: { pattern: RANGE(MOMENT), says: '24小时制的时间，可带年月日，如“2026年11月20日 15:01”' },
  date: { pattern: RANGE(DAY), says: '年月日，可带时间，如“2026年11月20日”' },
  amount: {
    pattern: /^\p{Sc}?\d{1,10}(?:\.\d{1,2})?元?$/u,
    says: '一个币种符号加10位以内数字，可以“元”结尾',
  },
  phone_number: { pattern: /^[\d+\-()]{1,17}$/, says: '不超过17位的电话号码' },
  car_number: {
    pattern: /^[\p{Script=Han}A-Za-z\d](?:[A-Za-z\d]{0,6}[\p{Script=Han}A-Za-z\d])?$/u,
    says: '不超过8位的车牌号，第一位和最后一位可以是汉字',
  },
  name: {
    pattern: /^(?:[A-Za-z·.' -]{1,20}|[\p{Script=Han}A-Za-z·.' -]{1,10})$/u,
    says: '不超过20个字母；有汉字的不超过10个字',
  },
  phrase: { pattern: /^\p{Script=Han}{1,5}$/u, says: '不超过5个汉字' },
}

export function fieldType(key: string): string {
  return key.replace(/\d+$/, '')
}

/** One line, whole characters, no longer than `limit` code points; what was cut shows as "…". */
export function truncate(text: string, limit: number): string {
  const clean = text
    .replace(/\p{Cs}/gu, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  const points = Array.from(clean)
  if (points.length <= limit) return clean
  return `${points
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`
}

/** Shortens the free text; the other types would lose their meaning by a cut and are left to the check. */
export function fitTemplateData(data: TemplateData): TemplateData {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      fieldType(key) === 'thing' ? truncate(value, thingLimit) : value.trim(),
    ]),
  )
}

/** What the vendor would answer 47003 to. An enum field is checked by the vendor alone: its values are in the console. */
export function templateProblems(data: TemplateData): FieldProblem[] {
  const entries = Object.entries(data)
  if (entries.length === 0) return [{ key: '', problem: '没有任何字段' }]
  return entries.flatMap(([key, value]) => {
    if (value === '') return [{ key, problem: '不能为空' }]
    const type = fieldType(key)
    if (type === 'enum') return []
    const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined
    if (!rule) return [{ key, problem: '不认识的字段类型' }]
    return rule.pattern.test(value) && !/\p{Cc}/u.test(value) ? [] : [{ key, problem: rule.says }]
  })
}
