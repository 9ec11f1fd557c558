import { plain } from './cells'

/** Powers of ten of units of money and of land, of 元 and of 亩. */
const scales: Record<string, { of: '元' | '亩'; shift: number }> = {
  元: { of: '元', shift: 0 },
  块: { of: '元', shift: 0 },
  圆: { of: '元', shift: 0 },
  元人民币: { of: '元', shift: 0 },
  百元: { of: '元', shift: 2 },
  千元: { of: '元', shift: 3 },
  万元: { of: '元', shift: 4 },
  百万元: { of: '元', shift: 6 },
  千万元: { of: '元', shift: 7 },
  亿元: { of: '元', shift: 8 },
  亩: { of: '亩', shift: 0 },
  万亩: { of: '亩', shift: 4 },
}

export type Scale = { of: '元' | '亩'; shift: number }

const same = (text: string): string => plain(text).replace(/m2/gi, '㎡')

/** What a unit is ten to the how many of; per-unit prices (万元/年) by what stands before the stroke. */
export function scaleOf(unit: string): Scale | undefined {
  const [first = ''] = same(unit).split(/[/每]/)
  return scales[first]
}

/** The unit at the end of a heading: 拨款（万元） has 万元, 工价（元/工日） 元/工日, 拨款万元 万元. */
export function unitOfLabel(label: string): string {
  const word = same(label)
  const bracket = [...word.matchAll(/[([【]([^()[\]【】]{1,8})[)\]】]/g)].map(([, unit = '']) => unit)
  const known = bracket.reverse().find((unit) => isUnit(unit))
  if (known !== undefined) return known
  return /(?:百万|千万|[百千万亿])?元(?:\/.{1,3})?$/.exec(word)?.[0] ?? ''
}

const synonyms: readonly (readonly string[])[] = [
  ['㎡', '平方米', '平方', '平米'],
  ['公斤', '千克', 'kg'],
  ['人', '名', '位'],
  ['天', '日', '工日', '工', '个工', '个'],
  ['公里', '千米', 'km'],
  ['米', 'm'],
  ['吨', 't'],
  ['%', '％', '百分比'],
  ['人次', '次', '人'],
  ['份', '个', '件'],
]
const names: Record<string, string> = {
  ...{ 平方米: '㎡', 平方: '㎡', 平米: '㎡', 千克: '公斤', kg: '公斤', 千米: '公里', km: '公里' },
  ...{ 名: '人', 位: '人', 日: '天' },
}
/** One name for units that are the same. */
export const unitName = (unit: string): string => names[unit] ?? unit

const counted =
  /^(?:人次|人|名|位|户|户次|个|次|天|日|工日|个工|工|份|件|棵|桶|株|㎡|平方米|平方|平米|公顷|公里|千米|km|米|m|吨|t|公斤|千克|kg|斤|袋|箱|包|只|头|羽|尾|辆|座|间|套|台|盏|张|本|册|块|瓶|票|分|层|楼|年|个月|月|岁|家|处|条|段|口|股|组|场|期|笔|届|%|‰)$/

export const isUnit = (unit: string): boolean =>
  scaleOf(unit) !== undefined || counted.test(unit) || /^元?\/.{1,3}$/.test(unit)

/** Whether a unit in a cell says the same as the heading, or what the heading leaves open. */
export function fitsUnit(unit: string, label: string): boolean {
  const heading = unitOfLabel(label)
  if (unit === '' || unit === heading) return true
  if (heading !== '') return synonyms.some((words) => words.includes(unit) && words.includes(heading))
  if (unit === '%' || unit === '‰') return /率|进度|比例|占比|比重|百分|%/.test(plain(label))
  return counted.test(unit)
}

/** 万元、亩 said above a table: the unit of its money, or of its land. */
export function unitFor(said: string | null, of: Scale['of']): string | null {
  const parts = said === null ? [] : plain(said).split(/[、，,和]|\/(?=[百千万亿]*[元亩])/)
  return parts.find((part) => scaleOf(part)?.of === of) ?? null
}

/** 拨款（万元） as 拨款（元), once its figures are in 元. */
export const inPlainUnit = (label: string): string =>
  label.replace(/(?:百万|千万|[百千万亿])(?=元)|万(?=亩)/, '')
