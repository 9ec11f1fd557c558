import type { Remark } from '@hutang/shared'
import type { Content } from '../tables/compose'
import { type Figure, figuresIn, figureText, says } from './figures.rules'

const between = '(?:账上|账面|余额|结余|结存|存款|还有|剩|是|为|有|:| )*$'
/** 月初账上、期初余额、上月末结余 */
const openingWord = new RegExp(`(?:[月季年期]初|上[月季年期](?:末|底)?)${between}`)
/** 月末账上、期末余额、月底账上还有、本月结余 */
const closingWord = new RegExp(`(?:(?<!上)[月季年期](?:末|底)|本[月季年期](?:余额|结余|结存))${between}`)

/** The most exact sum of money behind one of the words. */
function balanceIn({ plain, elements, body }: Content, word: RegExp): Figure | null {
  const texts = [...elements.map(({ name, text }) => `${name}：${text}`), plain, body]
  // A colon before a sum ends no clause: 期末余额：1,200 元.
  const joined = texts.map((text) => text.replace(/[:：]\s*(?=[¥\d])/g, ' '))
  const found = joined.flatMap(figuresIn).filter(({ unit, before }) => unit === 'money' && word.test(before))
  return found.sort((a, b) => a.within - b.within)[0] ?? null
}

/** What an account begins with (期初) against what the one published before it ended with (期末). */
export function balanceRemark(now: Content, last: Content): Remark | null {
  const opening = balanceIn(now, openingWord)
  const closing = balanceIn(last, closingWord)
  if (!opening || !closing) return null
  const said = figureText('money', opening.value)
  if (says(opening, closing.value) || says(closing, opening.value)) {
    return { kind: 'openingBalance', message: `期初 ${said}，与上次公开的期末一致。` }
  }
  const before = figureText('money', closing.value)
  const apart = figureText('money', Math.abs(opening.value - closing.value))
  return {
    kind: 'openingBalance',
    message: `期初是 ${said}，上次公开的期末是 ${before}，差 ${apart}，请核对。`,
  }
}
