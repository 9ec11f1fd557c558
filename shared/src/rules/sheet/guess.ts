import type { ColumnKind } from '../../contract/domain'
import { plain } from './cells'
import { dateOf, dateOfSerial, likelyDate } from './dates'
import { type Figure, figureOf } from './figure'
import { scaleOf, unitFor, unitName, unitOfLabel } from './units'
import { bareHeading } from './words'

const groupWord = /^(?:所在|行政|村民?)?(?:组别?|小组|村组|组名|生产队)$|组别|村民小组$/
/** Persons whose names the rules of masking know; who acts for an office (经办, 审批人) is not among them. */
const nameWord =
  /(?:姓名|户名|户主|申请人|承包户|承包方|承包方代表|受益人|领款人|领取人|收款人|用工人员|组长|候选人|老人|农户|享受人|低保户|五保户|代表|对象)$/
const dateWord = /日期|时间|出生年月日|到期$|起止?$|截止$/
const dayWord = /日期$|年月$/
/** Numbers that name something: zeros in front of them count, and nothing is added to them. */
const codeWord = /(?:号|编号|编码|代码|证号|账号|卡号|号码|电话|手机|后四位|文号|地块|四至|一卡通.*)$/
const moneyWord =
  /金额|费用?$|款项?$|收入|支出|补助|补贴|租金|资金|工资|报酬|分红|投资|预算|决算|结余|余额|原值|净值|单价|工价|价格|报价|总价|[^奖现]金$|奖金|现金|元$|钱$/
const areaWord = /亩数?$|面积/
const rateWord = /单价|每亩|标准/
/** Prices of one piece have more than two decimals (电价 0.617); no money is paid by them alone. */
const priceWord = /单价|[电水气油]价|^每|标准/
/** Columns of accounts, which are in the unit that stands above the table. */
const accountWord =
  /(?:预算|决算|执行|发生|支出|收入|余额|结余|[年月期]初|[年月期]末|[本上][年月期]|去年|累计)数$/
/** Words, whatever stands under them. */
const textWord =
  /^(?:备注|说明|附注|摘要|事由|内容|原因|理由|情况|意见|签字|签名|盖章|领款人签字|项目|名称|大写|.{0,4}大写|地址|地点|位置|类型|类别|方式|用途|来源|科目|结果)$/
const countWord = /[人户次份件天]?数$|数量|人次|工日|得分|分数|进度|率$|比例|占比|份额|股数/

/** What the cells of a column are, counted as far as it matters. */
export interface Values {
  filled: number
  figures: number
  /** Whole numbers, and those with a sign of per cent. */
  whole: number
  percent: number
  dates: number
  serials: number
  /** Days without a year and the like, which only may be dates. */
  likely: number
  /** Figures with zeros in front, or of more digits than anything counted. */
  codes: number
  /** Figures of more than two decimals. */
  fine: number
  /** Figures that say 元 or 亩 themselves. */
  money: number
  land: number
  /** Figures with a unit of things (5人). */
  counted: number
  /** Which units those are. */
  units: Set<string>
  /** Groups (15组). */
  groups: number
}

export const noValues = (): Values => ({
  ...{ filled: 0, figures: 0, whole: 0, percent: 0, dates: 0 },
  ...{ serials: 0, likely: 0, codes: 0, fine: 0, money: 0, land: 0, counted: 0, groups: 0 },
  units: new Set(),
})

const longest = 12

/** Counts one cell in. */
export function countValue(values: Values, text: string): void {
  if (text === '' || /^[-—–/／]+$/.test(text)) return
  values.filled += 1
  if (/^第?[^\s]{1,4}组$/.test(text)) values.groups += 1
  if (dateOf(text) !== undefined) values.dates += 1
  else if (likelyDate(text, '2026') !== undefined) values.likely += 1
  if (dateOfSerial(text) !== undefined) values.serials += 1
  const figure = figureOf(text)
  if (typeof figure === 'string') return
  values.figures += 1
  if (/^0\d/.test(plain(text)) || figure.whole.length >= longest) values.codes += 1
  countFigure(values, figure)
}

function countFigure(values: Values, { decimals, shift, unit }: Figure): void {
  if (decimals.replace(/0+$/, '').length <= shift && unit !== '%') values.whole += 1
  if (decimals.replace(/0+$/, '').length > 2 && shift === 0) values.fine += 1
  if (unit === '%') values.percent += 1
  const scale = unit === '' ? undefined : scaleOf(unit)
  if (scale?.of === '元') values.money += 1
  if (scale?.of === '亩') values.land += 1
  if (unit === '' || unit === '%' || scale) return
  values.counted += 1
  values.units.add(unitName(unit))
}

/** The kind of a column by its heading and its cells. One bad cell does not make a text of a column of figures. */
export function guessedKind(label: string, values: Values, unitAbove: string | null = null): ColumnKind {
  const word = bareHeading(label.split('·').at(-1) ?? label)
  const unit = unitOfLabel(label)
  const { filled, figures } = values
  if (groupWord.test(word) || (values.groups > 0 && values.groups === filled)) return 'group'
  if (textWord.test(word)) return 'text'
  if (nameWord.test(word) && figures * 2 <= filled) return 'name'
  // A unit in the heading says what the column is: a cell that is no figure is then a problem to show, not a text.
  const scale = unit === '' ? undefined : scaleOf(unit)
  if (scale && isFinePrice(word, values, scale.shift)) return 'number'
  if (scale) return scale.of === '元' ? 'money' : 'area'
  if (codeWord.test(word) && !/^序号$/.test(word)) return 'text'
  if (values.codes > 0) return dateWord.test(word) && values.dates === filled ? 'date' : 'text'
  const mostly = (count: number) => filled > 0 && count * 2 > filled
  if (dateWord.test(word) && mostly(values.dates + values.serials + values.likely)) return 'date'
  if (filled > 0 && values.dates === filled && !mostly(values.figures - values.dates)) return 'date'
  // A month without its day (2026.6) is no quantity.
  if (dayWord.test(word)) return 'text'
  return figureKind(label, values, unitAbove, mostly) ?? 'text'
}

const isFinePrice = (word: string, { fine }: Values, shift: number): boolean =>
  fine > 0 && shift === 0 && priceWord.test(word)

/** Figures of these are in no unit of money, whatever stands above the table. */
const unitless = /序号|年度|年份|年龄|月份|编号|代码|[人户次份件天个]$|数$|比例|占比|率|%|得分|层/

function figureKind(
  label: string,
  values: Values,
  unitAbove: string | null,
  mostly: (count: number) => boolean,
): ColumnKind | undefined {
  const word = bareHeading(label)
  const unit = unitOfLabel(label)
  const { filled, figures } = values
  if (unit === '' && /金额$/.test(word)) return 'money'
  const inMoney = (moneyWord.test(word) || rateWord.test(word)) && !unitless.test(word)
  if (unit === '' && mostly(figures) && isFinePrice(word, values, 0)) return 'number'
  if (unit === '' && mostly(figures) && (inMoney || mostly(values.money))) return 'money'
  const onLand = areaWord.test(word) && !rateWord.test(word) && !mostly(values.counted)
  if (unit === '' && onLand && (filled === 0 || mostly(figures))) return 'area'
  if (unit === '' && mostly(values.land)) return 'area'
  // 10袋 and 5桶 are no figures of one kind.
  if (filled === 0 || values.units.size > 1) return undefined
  if (figures < filled && !(mostly(figures) && (unit !== '' || countWord.test(word)))) return undefined
  const above =
    unit === '' &&
    unitFor(unitAbove, '元') !== null &&
    (!unitless.test(word) || accountWord.test(word)) &&
    label !== '' &&
    values.counted === 0
  if (above) return 'money'
  return values.whole === figures ? 'integer' : 'number'
}
