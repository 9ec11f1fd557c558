import type { Column, ColumnKind } from '../../contract/domain'
import { plain } from './cells'
import { scaleOf, unitName, unitOfLabel } from './units'
import { bareHeading } from './words'

/** Headings of the household's code (户号). */
const householdHeading = /^(?:户号|户编号|农户编号|农户编码|农户代码|户编码|户籍编号|家庭编号|户代码)$/

export const isHouseholdHeading = (label: string): boolean => householdHeading.test(bareHeading(label))

const running = /^(?:序号|序|编号|№|no\.?|行号|顺序号)$/i

/** A number of the line, which a table has of itself. */
export const isRunningNumber = (label: string): boolean =>
  running.test(plain(label)) && !/^编号$/.test(plain(label))

/** Whether figures under this heading can be those of the column: ㎡ are no 亩, and 公斤 no 吨. */
function unitsAgree(label: string, column: Column): boolean {
  const unit = unitOfLabel(label)
  if (unit === '') return true
  if (column.kind === 'money') return scaleOf(unit)?.of === '元'
  if (column.kind === 'area') return scaleOf(unit)?.of === '亩'
  const other = unitOfLabel(column.label)
  return other === '' || unitName(other) === unitName(unit)
}

/** Words that stand for one another above a column. */
const words: readonly (readonly [ColumnKind, RegExp])[] = [
  ['group', /^(?:组|组别|组名|小组|村民小组|村民组|所在组|村组|组号|行政组|生产队)$/],
  [
    'name',
    /^(?:姓名|用户名|用户姓名|户名|户主|户主姓名|承包方名称|农户姓名|户主名|农户|申请人|申请人姓名|承包户|承包方|承包方姓名|承包方代表|老人姓名|代表姓名)$/,
  ],
  ['text', /^(?:备注|说明|附注)$/],
  ['text', /^(?:摘要|事由|内容|用途)$/],
  ['date', /^(?:日期|时间|发生日期|记账日期)$/],
]

const bare = (label: string): string => bareHeading(label.split('·').at(-1) ?? label)

/** The column that has the word among its other headings. */
export function aliasAt(
  label: string,
  columns: readonly Column[],
  aliases: Readonly<Record<string, readonly string[]>>,
  free: (at: number) => boolean,
): number {
  const word = bare(label)
  return columns.findIndex(
    (column, at) =>
      free(at) &&
      unitsAgree(label, column) &&
      (aliases[column.key] ?? []).some((alias) => bareHeading(alias) === word),
  )
}

/** The only column that another word or a longer one of the same meaning names; -1 where there is none or several. */
export function alikeAt(label: string, columns: readonly Column[], free: (at: number) => boolean): number {
  const word = bare(label)
  const fitting = (test: (column: Column) => boolean): number => {
    const found = columns.flatMap((column, at) =>
      free(at) && unitsAgree(label, column) && test(column) ? [at] : [],
    )
    return found.length === 1 ? (found[0] ?? -1) : -1
  }
  for (const [kind, pattern] of words) {
    if (!pattern.test(word)) continue
    const at = fitting((column) => column.kind === kind && pattern.test(bareHeading(column.label)))
    if (at >= 0) return at
  }
  if (word.length < 2) return -1
  return fitting(({ label: other }) => {
    const long = bareHeading(other)
    return (
      long.length >= 2 &&
      (long.endsWith(word) || word.endsWith(long)) &&
      !/[单均人户每]/.test(long.replace(word, '') + word.replace(long, ''))
    )
  })
}

/** The column of this name, its unit left aside; -1 where there is none that is free. */
export function sameAt(label: string, columns: readonly Column[], free: (at: number) => boolean): number {
  const word = bareHeading(label)
  const fitting = (test: (column: Column) => boolean) =>
    columns.findIndex((column, at) => free(at) && unitsAgree(label, column) && test(column))
  const exact = fitting((column) => plain(column.label) === plain(label))
  return exact >= 0 || word === '' ? exact : fitting((column) => bareHeading(column.label) === word)
}
