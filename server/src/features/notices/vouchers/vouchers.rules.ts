import { type Cell, type Column, type FieldProblem, type KeyedRow, sideOfLabel } from '@hutang/shared'
import type { EditionDoc, VoucherDoc } from '../notices.model'

export const mostVouchers = 100
export const mostOfRow = 6

/** Whether money was spent in a row; a table that does not tell income from spending tells nothing of it. */
export function isExpense(columns: readonly Column[], cells: readonly Cell[]): boolean {
  const spent = columns.flatMap(({ label, kind }, at) =>
    kind === 'money' && sideOfLabel(label) === 'expense' ? [at] : [],
  )
  return spent.length === 0 || spent.some((at) => typeof cells[at] === 'number' && cells[at] !== 0)
}

const field = 'vouchers'

/** Without the tick of a person no voucher is published, and none without its row. */
export function voucherReasons(
  { vouchers = [] }: Pick<EditionDoc, 'vouchers'>,
  rows: readonly Pick<KeyedRow, 'key'>[],
): FieldProblem[] {
  const places = new Map(rows.map(({ key }, at) => [key, at + 1]))
  return vouchers.flatMap(({ row, name, masked }) => {
    const place = places.get(row)
    if (place === undefined) return [{ field, message: `“${name}”的那一行已经删掉了，请把这张单据也删去。` }]
    return masked
      ? []
      : [{ field, message: `第 ${place} 行的“${name}”还没有勾“已遮住”，请看一遍再勾。`, row: place }]
  })
}

/** The same pages, whichever order they were named in. */
export const isOfThesePages = ({ pages }: VoucherDoc, named: readonly string[]): boolean =>
  pages.length === new Set(named).size && pages.every(({ _id }) => named.includes(_id))
