const digits: Record<string, number> = {
  ...{ 〇: 0, '○': 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 },
}
const places: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }

/** A section below ten thousand (一千二百零三); undefined where its places do not descend. */
function section(text: string): number | undefined {
  let sum = 0
  let digit: number | null = null
  let least = 10_000
  for (const sign of text) {
    const place = places[sign]
    if (place === undefined) {
      const value = digits[sign]
      if (value === undefined || (digit !== null && digit !== 0)) return undefined
      digit = value
      continue
    }
    if (place >= least) return undefined
    // 十二 and 拾元 leave the one out.
    sum += (digit ?? (place === 10 && sum === 0 ? 1 : Number.NaN)) * place
    least = place
    digit = null
  }
  const last = digit ?? 0
  // 一百二 is a hundred and twenty, 一百零二 a hundred and two: the former is refused as unclear.
  if (last > 0 && least > 10 && least < 10_000 && !/[零〇○].$/.test(text)) return undefined
  const value = sum + last
  return Number.isNaN(value) ? undefined : value
}

/** A whole number in Chinese figures (一千二百, 壹仟贰佰, 三万五千); undefined where it is none or unclear. */
export function chineseWhole(text: string): number | undefined {
  const match = /^(?:(.+)亿)?(?:(.+)万)?(.*)$/.exec(text)
  if (!match || text === '') return undefined
  const [, hundredMillions, tenThousands, rest = ''] = match
  const parts = [hundredMillions, tenThousands].map((part) => (part === undefined ? 0 : section(part)))
  const ones = rest === '' ? 0 : section(rest)
  const [high, middle] = parts
  if (high === undefined || middle === undefined || ones === undefined) return undefined
  return high * 100_000_000 + middle * 10_000 + ones
}

/** A sum in Chinese figures as decimal text: 壹仟贰佰元伍角整 is 1200.5. */
export function chineseSum(text: string): string | undefined {
  const match =
    /^(?:([^元圆块角分]+)(?:元|圆|块))?零?(?:([^元圆块角分])角)?零?(?:([^元圆块角分])分)?[整正]?$/.exec(text)
  if (!match || !/[元圆块角分]/.test(text)) return undefined
  const [, yuan, jiao, fen] = match
  const whole = yuan === undefined ? 0 : chineseWhole(yuan)
  const [tenths, hundredths] = [jiao, fen].map((sign) => (sign === undefined ? 0 : digits[sign]))
  if (whole === undefined || tenths === undefined || hundredths === undefined) return undefined
  return `${whole}.${tenths}${hundredths}`
}

/** 二〇二六 as 2026: digits one by one, as years are written. */
export function spelledDigits(text: string): string | undefined {
  let spelled = ''
  for (const sign of text) {
    const digit = digits[sign]
    if (digit === undefined) return undefined
    spelled += digit
  }
  return spelled === '' ? undefined : spelled
}
