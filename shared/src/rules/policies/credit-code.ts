/** 统一社会信用代码, GB 32100—2015: eighteen characters, the last of them a check sign (mod 31). */

/** Digits and letters without I, O, S, V, Z, which are misread. */
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const length = 18

/** 登记管理部门, the first sign: 机构编制, 民政, 工商, 农业 and the others. */
const authorities = '123456789ANY'

/** As it is typed: wide signs, spaces and hyphens, small letters. */
export const plainCreditCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\-–—·.]/g, '')
    .toUpperCase()

/** The check sign that belongs to the first seventeen; null where one of them is no sign of a code. */
export function creditCodeCheckSign(code: string): string | null {
  let sum = 0
  let weight = 1
  for (const sign of code.slice(0, length - 1)) {
    const value = signs.indexOf(sign)
    if (value < 0) return null
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return signs[(31 - (sum % 31)) % 31] ?? null
}

/** What is wrong with a code, as a sentence; null where it is sound. */
export function creditCodeProblem(typed: string): string | null {
  const code = plainCreditCode(typed)
  if (code === '') return '请填统一社会信用代码，在营业执照上，共18位。'
  if (/[\u4e00-\u9fff]/.test(code)) return '统一社会信用代码里没有汉字，请看营业执照右上角的18位代码。'
  const wrong = [...code].find((sign) => !signs.includes(sign))
  if (wrong !== undefined)
    return /[IOSVZ]/.test(wrong)
      ? `统一社会信用代码里没有字母${wrong}，是不是看错了？`
      : `统一社会信用代码里不会有“${wrong}”，只有数字和大写字母。`
  if (code.length === 15) return '这是旧的15位注册号，请填营业执照上的18位统一社会信用代码。'
  if (code.length !== length) return `统一社会信用代码是18位，您填了${code.length}位。`
  if (!/^..\d{6}/.test(code)) return '第3到8位应是登记地的行政区划，都是数字，请再看一遍。'
  if (!authorities.includes(code.charAt(0))) return '第1位不对，请照营业执照再看一遍。'
  return creditCodeCheckSign(code) === code[length - 1]
    ? null
    : '统一社会信用代码对不上，可能有一位看错或两位写反了，请照营业执照再看一遍。'
}

export const isCreditCode = (typed: string): boolean => creditCodeProblem(typed) === null
