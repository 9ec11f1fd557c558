import type { KnownHousehold } from '@hutang/shared'

// A village's list of 20,000 rows and twelve columns as it is copied from a spreadsheet, with its register.
const headings = [
  ...['序号', '户号', '组别', '户主', '承包面积（亩）', '流转面积（亩）'],
  ...['单价（元/亩）', '流转费（元）', '补贴（元）', '合同编号', '日期', '备注'],
]

const codeOf = (n: number): string => `HT-${String(n).padStart(5, '0')}`

/** Every other row has no code and is found by its name, written with a space in it. */
function lineOf(n: number): string {
  return [
    ...[n + 1, n % 2 ? codeOf(n) : '', `第${(n % 20) + 1}组`, `户　${n}`, ((n % 90) + 10) / 10],
    ...[`${((n % 80) + 10) / 10}亩`, '1,200.00', (((n % 80) + 10) * 120).toFixed(2), `¥ ${n}.50`],
    ...[String(n).padStart(6, '0'), `2026/9/${(n % 28) + 1}`, n % 7 ? '' : '外出'],
  ].join('\t')
}

export function longSheet(rows: number): { text: string; households: KnownHousehold[] } {
  const numbers = Array.from({ length: rows }, (_, n) => n)
  return {
    text: ['护塘村流转费发放表', '单位：元', headings.join('\t'), ...numbers.map(lineOf)].join('\n'),
    households: numbers.map((n) => ({ code: codeOf(n), name: `户${n}`, group: `${(n % 20) + 1}组` })),
  }
}
