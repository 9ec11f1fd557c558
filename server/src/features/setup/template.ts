/** Example rows are written so that nobody takes them for facts: they have to be replaced. */
const sheets = [
  {
    name: '村镇',
    rows: [
      ['区划代码', '名称', '办公室名称', '电话', '地址', '办公时间', '备案号'],
      [
        '310116000000',
        '示例区',
        '示例区农业农村委员会',
        '021-00000000',
        '示例路1号',
        '工作日 8:30–16:30',
        '',
      ],
      ['310116109000', '示例镇', '示例镇人民政府', '021-00000001', '示例路2号', '工作日 8:30–16:30', ''],
      ['310116109213', '示例村', '示例村村民委员会', '021-00000002', '示例村3号', '工作日 8:30–16:30', ''],
    ],
    widths: [16, 16, 24, 16, 24, 20, 20],
  },
  {
    name: '人员',
    rows: [
      ['村镇', '姓名', '岗位', '手机', '起始日'],
      ['示例区', '', '管理员', '', ''],
      ['示例镇', '', '镇经办人', '', ''],
      ['示例镇', '', '镇保密审查', '', ''],
      ['示例镇', '', '镇签发', '', ''],
      ['示例村', '', '村经办人', '', ''],
      ['示例村', '', '村监会', '', ''],
      ['示例村', '', '书记/主任', '', ''],
    ],
    widths: [16, 12, 16, 16, 14],
  },
  {
    name: '组长',
    rows: [
      ['村镇', '组', '组长', '手机', '户号'],
      ['示例村', '1组', '', '', ''],
      ['示例村', '2组', '', '', ''],
    ],
    widths: [16, 12, 12, 16, 16],
  },
] as const

/** The three tables to be filled in; every column is text, because a spreadsheet rounds a code of twelve digits. */
export async function setupTemplate(): Promise<Buffer> {
  const { writeXlsx } = await import('hucre/xlsx')
  const bytes = await writeXlsx({
    sheets: sheets.map(({ name, rows, widths }) => ({
      name,
      rows: rows.map((row) => row.map((text) => text || null)),
      columns: widths.map((width) => ({ width, numFmt: '@' })),
      freezePane: { rows: 1 },
    })),
  })
  return Buffer.from(bytes)
}
