import { spokenDecimal, spokenDigits, spokenInteger, spokenMoney } from './numbers'

/** `notAfter`: signs of which none stands before what is found. */
type Rule = [pattern: RegExp, spoken: (...found: string[]) => string, notAfter?: RegExp]

const figure = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?'
/** More digits without a comma are a number of something: a telephone, a contract. */
const mostCounted = 12

const fenOf = (written: string): number => {
  const [yuan = '0', fraction = ''] = written.replaceAll(',', '').split('.')
  return Number(yuan) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
}

/** 元 with more than two decimals is a price, read as it is written. */
const moneyOf = (written: string): string => {
  const [, fraction = ''] = written.split('.')
  return fraction.length > 2 ? `${spokenDecimal(written)}元` : spokenMoney(fenOf(written))
}

const dateOf = (year: string, month: string, day: string): string =>
  `${year ? `${spokenDigits(year)}年` : ''}${spokenInteger(Number(month))}月${spokenInteger(Number(day))}日`

const timeOf = (hour: string, minute: string): string => {
  const minutes = Number(minute)
  if (minutes === 0) return `${spokenInteger(Number(hour))}点`
  return `${spokenInteger(Number(hour))}点${minutes < 10 ? '零' : ''}${spokenInteger(minutes)}分`
}

const telephoneOf = (_: string, ...parts: string[]): string =>
  parts
    .slice(0, 3)
    .map((part) => spokenDigits(part))
    .join('，')

const numberOf = (written: string): string => {
  const plain = !/[,.]/.test(written)
  const code = plain && (written.length >= mostCounted || /^0\d/.test(written))
  return code ? spokenDigits(written) : spokenDecimal(written)
}

const digit = /\d$/
const partOfFigure = /[\d.,]$/

const unitNames: Record<string, string> = {
  'm²': '平方米',
  m2: '平方米',
  '㎡': '平方米',
  'm³': '立方米',
  m3: '立方米',
  km: '公里',
  kg: '公斤',
  cm: '厘米',
  mm: '毫米',
  m: '米',
}

/** In this order: what a later rule would read wrongly is read by an earlier one. */
const rules: readonly Rule[] = [
  // 约 1.2 万元 says again what stands before it.
  [/[（(]\s*约\s*\d[^（）()]*[）)]/g, () => ''],
  [/\s*[（([【〔{]\s*/g, () => '，'],
  [/\s*[）)\]】〕}]\s*/g, () => '，'],
  [/[《》〈〉“”‘’"「」『』]/g, () => ''],
  [/(\d)\s+(?=[\p{Script=Han}])/gu, (_, digit = '') => digit],
  [/([\p{Script=Han}])\s+(?=\d)/gu, (_, sign = '') => sign],
  [
    /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g,
    (_, ...ymd) => dateOf(ymd[0] ?? '', ymd[1] ?? '', ymd[2] ?? ''),
  ],
  [/(\d{4})(?=年)/g, (_, year = '') => spokenDigits(year), digit],
  [/(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)/g, (_, hour = '', minute = '') => timeOf(hour, minute), digit],
  // Telephones: 021-5738 0000.
  [/(0\d{2,3})-(\d{3,4})\s?(\d{4})(?!\d)/g, telephoneOf, partOfFigure],
  [/(1\d{2})[-\s]?(\d{4})[-\s]?(\d{4})(?!\d|[,.]\d|\s*元)/g, telephoneOf, partOfFigure],
  [new RegExp(`[-−]\\s*[¥￥]\\s*(${figure})\\s*元?`, 'g'), (_, written = '') => `负${moneyOf(written)}`],
  [new RegExp(`[¥￥]\\s*(${figure})(?=\\s*[万亿])`, 'g'), (_, written = '') => spokenDecimal(written)],
  [new RegExp(`[¥￥]\\s*(${figure})\\s*元?`, 'g'), (_, written = '') => moneyOf(written)],
  [
    new RegExp(`(${figure})\\s*[—–~～至-]+\\s*(?=[¥￥]?\\d)`, 'g'),
    (_, from = '') => `${numberOf(from)}至`,
    partOfFigure,
  ],
  [new RegExp(`[-−](?=(?:${figure})元)`, 'g'), () => '负', digit],
  [new RegExp(`[-−](?=(${figure}))`, 'g'), () => '负', /[\d.,\p{L}]$/u],
  [new RegExp(`(${figure})\\s*[%％]`, 'g'), (_, written = '') => `百分之${spokenDecimal(written)}`],
  [new RegExp(`(${figure})\\s*‰`, 'g'), (_, written = '') => `千分之${spokenDecimal(written)}`],
  [new RegExp(`(${figure})元`, 'g'), (_, written = '') => moneyOf(written)],
  [
    new RegExp(`(${figure})\\s*(m²|m2|㎡|m³|m3|km|kg|cm|mm|m)(?![a-zA-Z])`, 'g'),
    (_, written = '', unit = '') => `${numberOf(written)}${unitNames[unit] ?? unit}`,
  ],
  [new RegExp(figure, 'g'), (written = '') => numberOf(written)],
  // 元/亩
  [/(元|角|分|公斤|斤|吨)\s*[/／]\s*(?=[\p{Script=Han}])/gu, (_, unit = '') => `${unit}每`],
  [/\s*[/／|｜]\s*/g, () => '、'],
  [/\s*[×✕*]\s*/g, () => '乘'],
  [/[+＋]/g, () => '加'],
  [/[=＝]/g, () => '等于'],
  [/[&＆]/g, () => '和'],
  [/[·•・—–…~～#_^<>＜＞\\]+/g, () => '，'],
  [/[¥￥$€%％‰]/g, () => ''],
  [/[\r\n]+/g, () => '。'],
  [/\s+/g, () => ''],
  [/[:：]/g, () => '：'],
  [/[;；]/g, () => '；'],
  // 标点叠在一起时，留最重的一个
  [/[，、；：]+(?=[，。；：！？、])/g, () => ''],
  [/([。！？])[。，、；：]+/g, (_, mark = '') => mark],
  [/^[，、；：。]+/g, () => ''],
]

const plainMarks: Record<string, string> = { ',': '，', '?': '？', '!': '！' }

/** Iphones read a pattern that looks back only from iOS 16.4 on, and where one stands they read nothing of the file. */
function replaceNotAfter(text: string, [pattern, spoken, notAfter]: Rule): string {
  if (!notAfter) return text.replace(pattern, spoken)
  const parts: string[] = []
  const search = new RegExp(pattern)
  let from = 0
  for (let found = search.exec(text); found; found = search.exec(text)) {
    const { index } = found
    // Two: a rare letter is made of two.
    if (notAfter.test(text.slice(Math.max(0, index - 2), index))) {
      search.lastIndex = index + 1
      continue
    }
    parts.push(text.slice(from, index), spoken(...found))
    from = search.lastIndex
  }
  return parts.join('') + text.slice(from)
}

/** A text as it is read aloud: no figure, no bracket, no sign that a speaker would have to think about. */
export function spokenText(text: string): string {
  // 全角数字和字母；标点另有规则
  const folded = text.replace(/[０-９Ａ-Ｚａ-ｚ．]/g, (sign) => sign.normalize('NFKC'))
  const said = rules.reduce(replaceNotAfter, folded)
  return said.replace(/[,?!]/g, (mark) => plainMarks[mark] ?? mark).trim()
}

/** The same as a sentence with its end; empty where nothing is said. */
export function spokenSentence(text: string): string {
  const said = spokenText(text).replace(/[，、；：]+$/, '')
  return said === '' || /[。！？]$/.test(said) ? said : `${said}。`
}

/** 播音：每分钟二百字 */
export const spokenPerMinute = 200

/** In minutes, at least one. */
export const spokenMinutes = (text: string): number =>
  Math.max(1, Math.round([...text].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).length / spokenPerMinute))
