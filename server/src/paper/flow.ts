import type PDFDocument from 'pdfkit'
import { Ink, type Pen } from './ink'
import type { Paper } from './paper'
import { colours, type Setting, type Style, styleOf } from './styles'

/** Where the next thing goes: down the page, then onto the next one. */
export class Flow {
  readonly ink: Ink
  readonly paper: Paper
  readonly style: Style
  y = 0
  readonly #doc: InstanceType<typeof PDFDocument>
  pages = 0

  constructor(doc: InstanceType<typeof PDFDocument>, paper: Paper, setting: Setting) {
    this.#doc = doc
    this.ink = new Ink(doc)
    this.paper = paper
    this.style = styleOf(paper, setting)
    this.newPage()
  }

  get left(): number {
    return this.style.margin
  }

  get width(): number {
    return this.style.width - 2 * this.style.margin
  }

  get right(): number {
    return this.style.width - this.style.margin
  }

  get bottom(): number {
    return this.style.height - this.style.margin - this.style.small * 2.3
  }

  /** Nothing stands on this page yet. */
  get isFresh(): boolean {
    return this.y <= this.#top() + 0.1
  }

  get room(): number {
    return this.bottom - this.y
  }

  /** Begins a new page where so much has no room on this one. */
  need(height: number): void {
    if (height > this.room && !this.isFresh) this.newPage()
  }

  newPage(): void {
    this.#doc.addPage({ size: [this.style.width, this.style.height], margin: 0 })
    this.pages += 1
    this.y = this.#top()
    if (this.#hasHead()) this.#runningHead()
  }

  space(ems: number): void {
    if (!this.isFresh) this.y += ems * this.style.body
  }

  /** Lines of text, as many as there are, over as many pages as it takes; a paragraph leaves no single line behind. */
  write(
    lines: readonly string[],
    pen: Pen,
    { x = this.left, leading = 1.6, align = 'left' as Align } = {},
  ): void {
    const step = pen.size * leading
    const at = { left: x, center: this.left + this.width / 2, right: this.right }[align]
    lines.forEach((line, n) => {
      const left = lines.length - n
      this.need(left === 2 || (n === 0 && left > 1) ? 2 * step : step)
      this.ink.text(line, at, this.y + step / 2 + pen.size * 0.36, pen, align)
      this.y += step
    })
  }

  /** The feet of all pages, once it is known how many there are. */
  finish(): void {
    for (let at = 0; at < this.pages; at++) {
      this.#doc.switchToPage(at)
      this.#foot(at + 1)
    }
  }

  #top(): number {
    const { margin, small } = this.style
    return this.#hasHead() ? margin + small * 2.2 : margin
  }

  #hasHead(): boolean {
    return this.pages > 1 && this.paper.running !== ''
  }

  #runningHead(): void {
    const { margin, small } = this.style
    const [line = ''] = this.ink.lines(this.paper.running, this.width, { size: small })
    this.ink.text(line, this.left, margin + small * 0.4, { size: small, colour: colours.quiet })
    this.ink.rule(this.left, margin + small * 1.0, this.width, this.style.line * 1.6)
  }

  #foot(page: number): void {
    const { height, margin, small, line } = this.style
    const baseline = height - margin + small * 0.6
    if (this.paper.reading === 'board') {
      this.ink.wave(this.left, baseline - small * 1.9, this.width, small * 0.5)
    } else this.ink.rule(this.left, baseline - small * 1.7, this.width, line, colours.hair)
    const pen = { size: small, colour: colours.quiet }
    this.ink.text(this.paper.foot, this.left, baseline, pen)
    this.ink.text(`第 ${page} 页　共 ${this.pages} 页`, this.right, baseline, pen, 'right')
  }
}

type Align = 'left' | 'center' | 'right'
