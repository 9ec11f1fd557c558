import { chineseWhole, spelledDigits } from './numerals'

const two = (part: string | number): string => String(part).padStart(2, '0')

/** A date that exists, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const last = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30]
  const days = [...last, 31, 31, 30, 31, 30, 31][month - 1]
  return year >= 1900 && days !== undefined && day >= 1 && day <= days
}

const made = (year: string, month: string | number, day: string | number): string | undefined => {
  const date = `${year}-${two(month)}-${two(day)}`
  return isDate(date) ? date : undefined
}

const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/
/** What may stand behind a date: a time of day, the day of the week, the day of the lunar calendar. */
const behind =
  /^[\sT,，]*(?:(?:[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?|[(（]?农历[^()（）\d]{2,8}[)）]?|[上下]午|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|AM|PM)\s*)*$/i
const inFigures =
  /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?$/

/** A date as people and spreadsheets write it: 2026/9/15 0:00, 2026年9月15日 星期二, 20260915, 二〇二六年九月十五日. */
export function dateOf(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim()
  const match = written.exec(plain)
  if (match) {
    if (!behind.test(plain.slice(match[0].length))) return undefined
    return made(match[1] ?? '', match[2] ?? '', match[3] ?? '')
  }
  const close = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(plain)
  if (close) return made(close[1] ?? '', close[2] ?? '', close[3] ?? '')
  const figures = inFigures.exec(plain)
  if (!figures) return undefined
  const [, year = '', month = '', day = ''] = figures
  return made(spelledDigits(year) ?? '', chineseWhole(month) ?? 0, chineseWhole(day) ?? 0)
}

/** Days that spreadsheets count from 1899-12-30, between 1954 and 2119: other numbers are no dates. */
const [firstSerial, lastSerial] = [20_000, 80_000]
const dayMs = 86_400_000

/** The date behind a number that a spreadsheet keeps for it (46280); only where the column is one of dates. */
export function dateOfSerial(text: string): string | undefined {
  const match = /^(\d{5})(?:\.\d+)?$/.exec(text.trim())
  const serial = Number(match?.[1])
  if (!match || serial < firstSerial || serial > lastSerial) return undefined
  return new Date(Date.UTC(1899, 11, 30) + serial * dayMs).toISOString().slice(0, 10)
}

/** What a date may have been meant as; for the clerk to look at, never taken by itself. */
export function likelyDate(text: string, year: string | null, today?: string): string | undefined {
  const plain = text.normalize('NFKC').trim()
  const short = /^(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain)
  if (short) return made(`20${short[1]}`, short[2] ?? '', short[3] ?? '')
  const backward = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(plain)
  if (backward && Number(backward[1]) > 12)
    return made(backward[3] ?? '', backward[2] ?? '', backward[1] ?? '')
  const dayOnly = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(plain)
  if (!dayOnly) return undefined
  const [month = '', day = ''] = dayOnly.slice(1)
  if (year !== null) return made(year, month, day)
  if (today === undefined) return undefined
  // What is published has been: a day that is still to come was in the year before.
  const thisYear = Number(today.slice(0, 4))
  const date = made(String(thisYear), month, day)
  return date !== undefined && date > today ? made(String(thisYear - 1), month, day) : date
}
