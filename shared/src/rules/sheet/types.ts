/**
 * A cell as a file or the clipboard holds it. date: YYYY-MM-DD; error: what a formula left. A number is its own
 * value, not what its format shows; only a percentage comes as the text that is shown (“35%”), because the number
 * behind it is a hundredth.
 */
export type SheetCell = string | number | null | { date: string } | { error: string }

/** Rows and columns are counted from 0. */
export interface Sheet {
  name: string
  rows: SheetCell[][]
  merges: { row: number; column: number; rows: number; columns: number }[]
  hidden: { rows: number[]; columns: number[] }
}

/** A line above or below the rows that is none of them. */
export interface SheetLine {
  row: number
  /** office: 编制单位; unit: 单位：元; signOff: 制表人, 审核, 公示期; note: 注, 说明. */
  kind: 'title' | 'office' | 'unit' | 'period' | 'signOff' | 'note'
  text: string
}

/** Where the headings of a sheet stand and what is around its rows. */
export interface Heading {
  title: string | null
  /** What the sheet says of its unit, as written: “元”, “万元、亩”; null where it says nothing. */
  unit: string | null
  /** First and last row of the headings; null where there are none. */
  rows: { from: number; to: number } | null
  /** One a column, levels joined by “·”; empty where a column has none. */
  labels: string[]
  /** The first row of data, and the one behind the last. */
  first: number
  end: number
  lines: SheetLine[]
}
