/**
 * The vendor's own check of a message's fields, written from its page and not from our client, so that the two
 * can disagree in a test.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export interface TemplateField {
  /** `thing1`, `time2`…: the type and a number. */
  key: string
  name: string
  /** Of an enum field: the values it may take. */
  values?: string[]
}

const clock = '([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?'
const day = '[0-9]{4}年(1[0-2]|0?[1-9])月([12][0-9]|3[01]|0?[1-9])日'

/** 中文和字母混合按中文名算 */
const isName = (value: string) =>
  /^[\p{Script=Han}a-zA-Z·.' -]+$/u.test(value) && length(value) <= (/\p{Script=Han}/u.test(value) ? 10 : 20)

/** 第一位与最后一位可为汉字，其余为字母或数字 */
function isCarNumber(value: string): boolean {
  const points = Array.from(value)
  const middle = points.slice(1, -1).join('')
  const ends = [points[0] ?? '', points.at(-1) ?? ''].join('')
  return points.length <= 8 && /^[0-9a-zA-Z]*$/.test(middle) && /^[0-9a-zA-Z\p{Script=Han}]+$/u.test(ends)
}

const CHECKS = new Map<string, (value: string) => boolean>(
  Object.entries({
    thing: (value: string) => length(value) <= 20,
    number: (value: string) => length(value) <= 32 && /^[0-9]+(\.[0-9]+)?$/.test(value),
    letter: (value: string) => length(value) <= 32 && /^[a-zA-Z]+$/.test(value),
    symbol: (value: string) => length(value) <= 5 && /^(\p{P}|\p{S})+$/u.test(value),
    character_string: (value: string) => length(value) <= 32 && /^[!-~]+$/.test(value),
    time: (value: string) => span(value, new RegExp(`^(${day} ?)?${clock}$`)),
    date: (value: string) => span(value, new RegExp(`^${day}( ?${clock})?$`)),
    amount: (value: string) => /^\p{Sc}?[0-9]{1,10}(\.[0-9]{1,2})?元?$/u.test(value),
    phone_number: (value: string) => length(value) <= 17 && /^[0-9+\-()]+$/.test(value),
    car_number: isCarNumber,
    name: isName,
    phrase: (value: string) => /^\p{Script=Han}{1,5}$/u.test(value),
  }),
)

/** The vendor's words for the first field that breaks a rule, or nothing. */
export function fieldError(fields: TemplateField[], data: unknown): string | undefined {
  const given = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
  for (const field of fields) {
    const value = (given[field.key] as { value?: unknown } | undefined)?.value
    if (value === undefined || value === null || value === '') return `data.${field.key}.value is empty`
    if (typeof value !== 'string' || !isRight(field, value)) return `data.${field.key}.value invalid`
  }
  return undefined
}

function isRight(field: TemplateField, value: string): boolean {
  if (/\p{Cc}/u.test(value) || value.trim() === '') return false
  if (field.values) return field.values.includes(value)
  return CHECKS.get(field.key.replace(/[0-9]+$/, ''))?.(value) ?? false
}

function span(value: string, one: RegExp): boolean {
  const ends = value.split('~')
  return ends.length <= 2 && ends.every((end) => one.test(end))
}

function length(value: string): number {
  return Array.from(value).length
}
