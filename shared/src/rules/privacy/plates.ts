import { separatorClass } from './reading'

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const between = `${separatorClass}*`
const sign = `${between}[A-HJ-NP-Z0-9]`
/** GA 36: a province, a letter, five signs (new energy: six), the last may say what vehicle it is. */
const plate = new RegExp(
  `[${provinces}]${between}[A-HJ-NP-Z]((?:${sign}){4}(?:${sign}|${between}[挂学警港澳领])(?:${sign})?)(?![A-Z0-9])`,
  'gu',
)
const greenSmall = /^(?:[DF][A-Z0-9]\d{4}|[A-Z]\d[A-Z0-9]\d{3}|\d{5}[DF])$/

/** Whether a folded text holds the plate of a vehicle (车牌): at least three of its signs are digits. */
export function hasPlate(text: string): boolean {
  for (const match of text.toUpperCase().matchAll(plate)) {
    const signs = (match[1] ?? '').replace(/[^A-Z0-9挂学警港澳领]/g, '')
    const digits = signs.replace(/\D/g, '').length
    if (digits >= 3 && (signs.length === 5 || greenSmall.test(signs))) return true
  }
  return false
}
