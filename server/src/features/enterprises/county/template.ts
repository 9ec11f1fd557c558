/** An example that nobody takes for an enterprise: it has to be replaced. Its code is none, so that it is left out. */
const rows = [
  ['统一社会信用代码', '名称', '主体类型', '镇村', '行业代码', '成立日期'],
  ['91310000EXAMPLE000', '示例有限公司', '企业', '填镇、村的名称或区划代码', 'A0141', '2024-03-01'],
]
const widths = [22, 32, 18, 26, 12, 14]

/** Every column is text, because a spreadsheet rounds a code of digits. */
export async function registerTemplate(): Promise<Buffer> {
  const { writeXlsx } = await import('hucre/xlsx')
  const bytes = await writeXlsx({
    sheets: [
      {
        ...{ name: '企业名录', rows, freezePane: { rows: 1 } },
        columns: widths.map((width) => ({ width, numFmt: '@' })),
      },
    ],
  })
  return Buffer.from(bytes)
}
