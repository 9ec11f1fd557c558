import { plain } from './cells'
import { chineseWhole } from './numerals'

/** A person's or a household's name for comparing: 唐　燕, 唐燕（户主） and 唐燕户 are one. */
export const nameKey = (name: string): string =>
  plain(name)
    .replace(/[(][^()]*[)]$/, '')
    .replace(/^户主[:：]?/, '')
    .replace(/^(.{2,})(?:户|等)$/, '$1')

/** A group for comparing: 1 组, 第1组, 一组, 第一村民小组 and 护塘村1组 are one. */
export function groupKey(group: string): string {
  const word = plain(group)
    .replace(/^.*村(?!民)/, '')
    .replace(/^第/, '')
    .replace(/(?:村民)?小?[组队]$/, '')
  const number = /^0*(\d+)$/.exec(word)?.[1] ?? chineseWhole(word)
  return number === undefined ? word : String(number)
}
