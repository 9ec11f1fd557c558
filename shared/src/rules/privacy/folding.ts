/** Chinese figures for telling digits one by one (一三八), with those of cheques (大写), spoken ones (幺) and Suzhou ones. */
const chineseFigures = [
  '零〇○◯',
  '一壹弌幺〡',
  '二贰貳弍〢',
  '三叁參叄弎〣',
  '四肆〤',
  '五伍〥',
  '六陆陸〦',
  '七柒〧',
  '八捌〨',
  '九玖〩',
]
const chineseDigits = new Map(
  chineseFigures.flatMap((figures, digit) => [...figures].map((figure) => [figure, String(digit)] as const)),
)
/** Digits in circles that NFKC leaves as they are: where the row of one to nine begins. */
const circledOnes = [0x2776, 0x2780, 0x278a, 0x24f5]
const circledDigits = new Map([
  ...circledOnes.flatMap((one) =>
    Array.from({ length: 9 }, (_, at) => [String.fromCodePoint(one + at), String(at + 1)] as const),
  ),
  ...['⓿', '\u{1f10b}', '\u{1f10c}'].map((zero) => [zero, '0'] as const),
])

/** Takes no room on the screen or is drawn over the character before it, such as a keycap. */
const unseen = /[\p{M}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u2800\ufffd]|(?![\t\n\r\v\f])\p{Cc}/gu
const needsFolding = /[^\x20-\x7e\u3001\u3002\u4e00-\u9fff]/
const anyDigit = /^\p{Nd}$/u

/** Full-width, small and circled characters as plain ones, without what cannot be seen (NFKC). */
export const foldText = (text: string): string =>
  needsFolding.test(text) ? text.normalize('NFKC').replace(unseen, '') : text

const digitsOfScripts = new Map<string, string | null>()

/** The value of a decimal digit of whatever script: ten of them follow one another from zero to nine. */
function digitOfScript(sign: string): string | null {
  const known = digitsOfScripts.get(sign)
  if (known !== undefined) return known
  let value: string | null = null
  if (anyDigit.test(sign)) {
    const code = sign.codePointAt(0) ?? 0
    let before = 0
    while (anyDigit.test(String.fromCodePoint(code - before - 1))) before += 1
    value = String(before % 10)
  }
  digitsOfScripts.set(sign, value)
  return value
}

export type Script = 'figures' | 'chinese'

/** A folded character as a digit, or null. */
export function digitOf(sign: string): { digit: string; script: Script } | null {
  if (sign >= '0' && sign <= '9') return { digit: sign, script: 'figures' }
  if (sign < '\u00b0') return null
  const chinese = chineseDigits.get(sign)
  if (chinese !== undefined) return { digit: chinese, script: 'chinese' }
  const other = circledDigits.get(sign) ?? digitOfScript(sign)
  return other === null ? null : { digit: other, script: 'figures' }
}

const chineseCodes = new Set([...chineseDigits.keys()].map((figure) => figure.charCodeAt(0)))
const firstOther = 0xb0

/** Whether a text has so many characters that could be digits; of those that have to be folded each could. */
export function hasDigits(text: string, least: number): boolean {
  let count = 0
  for (let at = 0; at < text.length && count < least; at++) {
    const code = text.charCodeAt(at)
    if (code < firstOther) {
      if (code >= 0x30 && code <= 0x39) count += 1
    } else if (chineseCodes.has(code) || code < 0x4e00 || code > 0x9fff) count += 1
  }
  return count >= least
}
