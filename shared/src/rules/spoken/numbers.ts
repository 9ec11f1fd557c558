const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const places = ['', '十', '百', '千'] as const
/** 中文数字四位一节 */
const sections = ['', '万', '亿', '万亿'] as const
const inSection = 10_000

/** Digit by digit, as a year or a telephone number is read: 二零二六. */
export const spokenDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => digits[Number(digit)] ?? '')

/** Four digits without the zeros at their front: 1 → 一, 1020 → 一千零二十. */
function sectionText(value: number): string {
  let text = ''
  let zero = false
  for (let place = places.length - 1; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      zero = text !== ''
      continue
    }
    text += `${zero ? '零' : ''}${digits[digit]}${places[place]}`
    zero = false
  }
  return text
}

/** A whole number as it is spoken: 12345 → 一万二千三百四十五, 10 → 十. */
export function spokenInteger(value: number): string {
  if (value < 0) return `负${spokenInteger(-value)}`
  if (value === 0) return '零'
  const parts: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / inSection)) parts.push(rest % inSection)
  let text = ''
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at] ?? 0
    if (part === 0) continue
    // 一万零五: a gap is one 零, however many zeros it has.
    const gap = text !== '' && (part < inSection / 10 || parts[at + 1] === 0)
    text += `${gap ? '零' : ''}${sectionText(part)}${sections[at]}`
  }
  return text.replace(/^一十/, '十')
}

/** A decimal as it was written: `4.19` → 四点一九. */
export function spokenDecimal(written: string): string {
  const [whole = '0', fraction = ''] = written.replaceAll(',', '').split('.')
  const minus = whole.startsWith('-') ? '负' : ''
  const shown = fraction === '' ? '' : `点${spokenDigits(fraction)}`
  return `${minus}${spokenInteger(Math.abs(Number(whole)))}${shown}`
}

const fenInYuan = 100

/** Integer fen: 1234560 → 一万二千三百四十五元六角. */
export function spokenMoney(fen: number): string {
  if (fen < 0) return `负${spokenMoney(-fen)}`
  const yuan = Math.floor(fen / fenInYuan)
  const [jiao, rest] = [Math.floor((fen % fenInYuan) / 10), fen % 10]
  const whole = yuan > 0 || fen === 0 ? `${spokenInteger(yuan)}元` : ''
  const tenths = jiao > 0 ? `${digits[jiao]}角` : ''
  // 一元零五分
  const gap = yuan > 0 && jiao === 0 && rest > 0 ? '零' : ''
  return `${whole}${tenths}${gap}${rest > 0 ? `${digits[rest]}分` : ''}`
}

/** Integer hundredths of a mu: 419 → 四点一九亩. */
export function spokenArea(hundredths: number): string {
  if (hundredths < 0) return `负${spokenArea(-hundredths)}`
  const fraction = String(hundredths % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${spokenInteger(Math.floor(hundredths / 100))}${fraction ? `点${spokenDigits(fraction)}` : ''}亩`
}
