/** Examples that nobody takes for payments: the codes are none, so that they are left out. */
const rows = [
  [
    ...['政策名称', '统一社会信用代码', '企业名称', '批次', '申报日期', '核准日期', '到账日期', '金额（元）'],
    ...['未通过日期', '未通过原因'],
  ],
  [
    ...[
      '填政策名称或文号',
      '91310000EXAMPLE000',
      '示例有限公司',
      '2026',
      '2026-09-01',
      '2026-09-20',
      '2026-10-30',
    ],
    ...['12000.00', '', ''],
  ],
]
const widths = [32, 22, 28, 10, 14, 14, 14, 14, 14, 24]

/** Every column is text, because a spreadsheet rounds a code of digits. */
export async function paymentTemplate(): Promise<Buffer> {
  const { writeXlsx } = await import('hucre/xlsx')
  const bytes = await writeXlsx({
    sheets: [
      {
        ...{ name: '兑现', rows, freezePane: { rows: 1 } },
        columns: widths.map((width) => ({ width, numFmt: '@' })),
      },
    ],
  })
  return Buffer.from(bytes)
}
