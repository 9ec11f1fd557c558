import type { Column, ColumnKind, ColumnTotal } from '../contract/domain'

const figures: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['integer', 'number', 'area', 'money'])

export const isFigureKind = (kind: ColumnKind): boolean => figures.has(kind)

/** Rates, prices, meters, scores, votes, places in an order, balances of a day, running sums: added up they say nothing. */
const notAdded = new RegExp(
  [
    '序号|编号|代码|编码|户号|账号|卡号|电话|邮编|年度|年份|月份|年龄|账龄|届|期数|名次|排名',
    '单价|均价|定价|价格(?!补)|报价|工价|控制价|评估价|标准|比例|占比|率|百分|[%％‰]|进度|得分|评分|分数|扣分|层数|楼层',
    '读数|示数|表底|赞成|反对|弃权|得票|票数|选票|有效票|应到|实到|期初|期末|余额|结余|增减|累计',
    '元[/／每]|[/／](?:月|年|亩|人|户|次|日|天|工)|每(?:人|户|亩|月|年|次|份|股|天|日|个|台|套)',
  ].join('|'),
)

/** Whole numbers are counted things only where the heading says so; others are numbers of a list, a year, a code. */
const counted =
  /人|户|次|数|量|面积|份|件|天|工日|工时|只|头|棵|株|辆|座|间|套|台|盏|张|袋|箱|桶|瓶|亩|㎡|米|公里|吨|斤/

/** A heading without its unit and spaces: "收入（元）" is 收入. */
export const bareLabel = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[(][^)]*[)]/g, '')
    .replace(/\s/g, '')

const incomeWords = /收入|进账/
const expenseWords = /支出|开支|出账/

export type Side = 'income' | 'expense'

/** Which side a column of money stands on, by its heading; null where it names neither, or both (收支). */
export function sideOfLabel(label: string): Side | null {
  const bare = bareLabel(label)
  const [income, expense] = [incomeWords.test(bare), expenseWords.test(bare)]
  if (income === expense) return null
  return income ? 'income' : 'expense'
}

/** "本月收入（元）" and "本月支出（元）" belong together. */
export const sideStem = (label: string): string =>
  bareLabel(label).replace(incomeWords, '').replace(expenseWords, '')

/** What is right for most columns of this heading; the clerk may say otherwise. */
export function defaultTotal({ label, kind }: Pick<Column, 'label' | 'kind'>): ColumnTotal {
  if (!isFigureKind(kind) || notAdded.test(label.normalize('NFKC'))) return 'none'
  if (kind === 'integer' || kind === 'number') return counted.test(label) ? 'sum' : 'none'
  if (kind === 'money' && (sideOfLabel(label) !== null || /收支/.test(label))) return 'balance'
  return 'sum'
}

/** How a column is totalled. Columns stored before this was asked have the default of their heading. */
export const totalOf = (column: Column): ColumnTotal =>
  isFigureKind(column.kind) ? (column.total ?? defaultTotal(column)) : 'none'

export const withTotal = (column: Column): Column & { total: ColumnTotal } => ({
  key: column.key,
  label: column.label,
  kind: column.kind,
  total: totalOf(column),
})
