import type PDFDocument from 'pdfkit'
import { drawn, Fonts, type Weight } from './fonts'
import { linesOf } from './lines'
import { qrModules } from './qr'
import { colours } from './styles'

export interface Pen {
  size: number
  weight?: Weight
  colour?: string
  /** Between characters, in ems. */
  spacing?: number
}

type Align = 'left' | 'center' | 'right'

/** Draws on the page in front: texts at their baseline, lines, codes. */
export class Ink {
  readonly fonts: Fonts
  readonly #doc: InstanceType<typeof PDFDocument>

  constructor(doc: InstanceType<typeof PDFDocument>) {
    this.#doc = doc
    this.fonts = new Fonts(doc)
  }

  width(text: string, { size, weight = 'regular', spacing = 0 }: Pen): number {
    const plain = drawn(text)
    return (this.fonts.width(plain, weight) + spacing * Math.max(0, [...plain].length - 1)) * size
  }

  /** The lines of a text, a paragraph for each line break of its own. */
  lines(text: string, most: number, pen: Pen): string[] {
    const width = (piece: string) => this.width(piece, pen)
    return text.split(/\r\n|\r|\n/).flatMap((paragraph) => linesOf(drawn(paragraph), most, width))
  }

  /** One line; `x` is its left end, its middle or its right end. */
  text(text: string, x: number, baseline: number, pen: Pen, align: Align = 'left'): void {
    const { size, weight = 'regular', colour = colours.ink, spacing = 0 } = pen
    const plain = drawn(text)
    const shift = { left: 0, center: 0.5, right: 1 }[align] * this.width(plain, pen)
    let at = x - shift
    for (const { font, text: piece, width, thickened } of this.fonts.runs(plain, weight)) {
      const doc = this.#doc.font(font).fontSize(size).fillColor(colour)
      if (thickened) doc.strokeColor(colour).lineWidth(size / 32)
      doc.text(piece, at, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: spacing * size,
        ...(thickened ? { fill: true, stroke: true } : {}),
      })
      at += (width + spacing * [...piece].length) * size
    }
  }

  rule(x: number, y: number, width: number, thickness: number, colour: string = colours.red): void {
    this.paint(x, y, width, thickness, colour)
  }

  paint(x: number, y: number, width: number, height: number, colour: string): void {
    this.#doc.fillColor(colour).rect(x, y, width, height).fill()
  }

  frame(x: number, y: number, width: number, height: number, thickness: number, colour: string): void {
    this.#doc.lineWidth(thickness).strokeColor(colour).rect(x, y, width, height).stroke()
  }

  dashed(x1: number, y1: number, x2: number, y2: number): void {
    const line = this.#doc.lineWidth(0.7).strokeColor(colours.quiet).dash(4, { space: 3 })
    line.moveTo(x1, y1).lineTo(x2, y2).stroke()
    this.#doc.undash()
  }

  photo(jpeg: Uint8Array, x: number, y: number, width: number, height: number): void {
    this.#doc.image(Buffer.from(jpeg), x, y, { width, height })
  }

  png(picture: Uint8Array, x: number, y: number, side: number): void {
    this.#doc.image(Buffer.from(picture), x, y, { width: side, height: side })
  }

  /** 水纹, the line of the water at the foot of the page. */
  wave(x: number, y: number, width: number, height: number): void {
    const waves = Math.max(2, Math.round(width / (height * 9)))
    const length = width / waves
    this.#doc
      .lineWidth(height / 4)
      .strokeColor(colours.wave)
      .moveTo(x, y)
    for (let at = 0; at < waves; at++) {
      const from = x + at * length
      this.#doc.bezierCurveTo(
        from + length / 3,
        y - height,
        from + (2 * length) / 3,
        y + height,
        from + length,
        y,
      )
    }
    this.#doc.stroke()
  }

  /** As few rectangles as the rows of it have runs. */
  qr(text: string, x: number, y: number, side: number): void {
    const rows = qrModules(text)
    const module = side / rows.length
    this.#doc.fillColor('#000000')
    for (const [down, row] of rows.entries()) {
      let from = -1
      for (let across = 0; across <= row.length; across++) {
        if (row[across] && from < 0) from = across
        if (!row[across] && from >= 0) {
          // A hair more than its module, so that no viewer leaves a gap between them.
          this.#doc.rect(x + from * module, y + down * module, (across - from) * module, module * 1.02)
          from = -1
        }
      }
    }
    this.#doc.fill()
  }
}
