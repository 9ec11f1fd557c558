import { type Fit, fitColumns } from './columns'
import type { Flow } from './flow'
import type { Ink, Pen } from './ink'
import type { Paper, TableBlock } from './paper'
import { colours, type Style, styleOf } from './styles'

/** The sizes of type that a table of many columns is tried at, smaller each time. */
const smaller = [1, 0.88, 0.78, 0.68]
const leading = 1.42

const padOf = (size: number) => size * 0.5
const fit = (table: TableBlock, { width, margin, table: size }: Style, ink: Ink, times: number): Fit =>
  fitColumns(table, width - 2 * margin, ink, { size: size * times }, 2 * padOf(size * times))

/** A table that is too wide for the page upright, but not for the page turned. */
export function asksForLandscape(paper: Paper, ink: Ink): boolean {
  return paper.blocks.some((block) => {
    if (block.kind !== 'table') return false
    return (
      fit(block, styleOf(paper, { landscape: false, scale: 1 }), ink, 0.88).torn && block.columns.length > 3
    )
  })
}

/** Rows with their heading on every page; sums at the end, never alone on a page. */
export function drawTable(flow: Flow, table: TableBlock): void {
  const { ink, style } = flow
  const fits = smaller.map((times) => fit(table, style, ink, times))
  const { widths, pen } = fits.find(({ torn }) => !torn) ?? (fits.at(-1) as Fit)
  const rows = new Rows(flow, table, widths, pen)
  const head = rows.measure(
    table.columns.map(({ label }) => label),
    'bold',
  )
  const caption = { size: style.heading, weight: 'bold' as const }
  const lines = table.caption ? ink.lines(table.caption, flow.width, caption) : []
  flow.need(lines.length * caption.size * 1.6 + head.height + rows.step * 2.6)
  flow.write(lines, caption, { align: 'center' })
  rows.head(head)
  const kept = table.totals.map((cells) => rows.measure(cells, 'bold'))
  const sums = kept.reduce((sum, { height }) => sum + height, 0)
  table.rows.forEach((cells, at) => {
    const row = rows.measure(cells, 'regular')
    const isLast = at === table.rows.length - 1
    if (row.height + (isLast ? sums : 0) > flow.room && !rows.isFirst) rows.turn(head)
    rows.row(row, head)
  })
  kept.forEach((row, at) => {
    rows.total(row, at === 0)
  })
  ink.rule(flow.left, flow.y, flow.width, style.line * 2.4)
  flow.y += style.line * 2.4
}

interface Measured {
  cells: string[][]
  weight: 'regular' | 'bold'
  height: number
}

class Rows {
  readonly #flow: Flow
  readonly #table: TableBlock
  readonly #widths: readonly number[]
  readonly #pen: Pen
  readonly #pad: number
  /** The height of a line. */
  readonly step: number
  /** No row stands below the heading yet. */
  isFirst = true

  constructor(flow: Flow, table: TableBlock, widths: readonly number[], pen: Pen) {
    this.#flow = flow
    this.#table = table
    this.#widths = widths
    this.#pen = pen
    this.#pad = padOf(pen.size)
    this.step = pen.size * leading
  }

  measure(cells: readonly string[], weight: 'regular' | 'bold'): Measured {
    const pen = { ...this.#pen, weight }
    const lines = this.#widths.map((width, at) =>
      // A thousandth more than the text was measured, so that sums of fractions do not break it.
      this.#flow.ink.lines(cells[at] ?? '', width - 2 * this.#pad + 0.01, pen),
    )
    return { cells: lines, weight, height: this.#height(lines) }
  }

  head(head: Measured): void {
    const { ink, left, width, style } = this.#flow
    ink.paint(left, this.#flow.y, width, head.height, colours.tint)
    ink.rule(left, this.#flow.y, width, style.line * 2.4)
    this.#draw(head, colours.red)
    ink.rule(left, this.#flow.y - style.line * 1.2, width, style.line * 1.2)
    this.isFirst = true
  }

  /** Onto the next page, with the heading again. */
  turn(head: Measured): void {
    const { ink, left, width, style } = this.#flow
    ink.rule(left, this.#flow.y, width, style.line * 1.2)
    this.#flow.newPage()
    this.head(head)
  }

  /** A row that is longer than a page goes on over the next. */
  row({ cells, weight, height }: Measured, head: Measured): void {
    if (height <= this.#flow.room) {
      this.#ruled({ cells, weight, height })
      return
    }
    const lines = Math.max(1, Math.floor((this.#flow.room - 2 * this.#pad) / this.step))
    const first = cells.map((cell) => cell.slice(0, lines))
    const rest = cells.map((cell) => cell.slice(lines))
    this.#ruled({ cells: first, weight, height: this.#height(first) })
    if (rest.every((cell) => cell.length === 0)) return
    this.turn(head)
    this.row({ cells: rest, weight, height: this.#height(rest) }, head)
  }

  total(row: Measured, isFirst: boolean): void {
    const { ink, left, width, style } = this.#flow
    if (row.height > this.#flow.room) this.#flow.newPage()
    if (isFirst) ink.rule(left, this.#flow.y, width, style.line * 1.2)
    this.#draw(row, colours.ink)
  }

  #ruled(row: Measured): void {
    const { ink, left, width, style } = this.#flow
    this.#draw(row, colours.ink)
    ink.rule(left, this.#flow.y - style.line / 2, width, style.line, colours.hair)
    this.isFirst = false
  }

  #height(cells: readonly (readonly string[])[]): number {
    return Math.max(1, ...cells.map((lines) => lines.length)) * this.step + this.#pad * 1.1
  }

  #draw({ cells, weight, height }: Measured, colour: string): void {
    const pen = { ...this.#pen, weight, colour }
    let x = this.#flow.left
    cells.forEach((lines, at) => {
      const width = this.#widths[at] ?? 0
      const align = this.#table.columns[at]?.align ?? 'left'
      const edge = { left: x + this.#pad, center: x + width / 2, right: x + width - this.#pad }[align]
      const top = this.#flow.y + (height - lines.length * this.step) / 2
      lines.forEach((line, n) => {
        const baseline = top + n * this.step + this.step / 2 + this.#pen.size * 0.36
        this.#flow.ink.text(line, edge, baseline, pen, align)
      })
      x += width
    })
    this.#flow.y += height
  }
}
