import PDFDocument from 'pdfkit'
import { drawn, Fonts, type Weight } from './fonts'
import { linesOf } from './lines'
import { qrModules } from './qr'
import { colours } from './styles'

/** A picture for a chat: all its words, as plain data. */
export interface Card {
  /** `group`: 750 wide and as high as its words; `share`: 500 × 400, what does not fit is cut. */
  shape: 'group' | 'share'
  masthead: string
  title: string
  /** 一句话; empty: none. */
  lead: string
  /** Who published, and when. */
  by: string
  qr: CardCode | null
}

/** A QR code of an address, or the mini-program's own code with the second way, in small letters. */
type CardCode = { text: string; caption: string } | { png: Uint8Array; caption: string; aside: string }

export interface DrawnCard {
  svg: string
  /** Characters that no font has: what was drawn is not to be given to anybody. */
  missing: string[]
}

interface Pen {
  size: number
  weight: Weight
  colour: string
  /** Of a line, in ems. */
  leading: number
}

const paper = '#FAF6EF'
const pens = {
  group: {
    masthead: { size: 40, weight: 'bold', colour: colours.red, leading: 1.4 },
    title: { size: 46, weight: 'bold', colour: colours.ink, leading: 1.38 },
    lead: { size: 34, weight: 'regular', colour: colours.ink, leading: 1.6 },
    quiet: { size: 26, weight: 'regular', colour: colours.quiet, leading: 1.5 },
  },
  share: {
    masthead: { size: 24, weight: 'bold', colour: colours.red, leading: 1.4 },
    title: { size: 38, weight: 'bold', colour: colours.ink, leading: 1.32 },
    lead: { size: 25, weight: 'regular', colour: colours.ink, leading: 1.5 },
    quiet: { size: 20, weight: 'regular', colour: colours.quiet, leading: 1.5 },
  },
} as const satisfies Record<Card['shape'], Record<string, Pen>>

const sheets = {
  group: { width: 750, margin: 56, height: null, titles: 6, leads: 14 },
  share: { width: 500, margin: 34, height: 400, titles: 3, leads: 3 },
} as const

/** Letters as outlines in an SVG. Each line says its words in `aria-label`. */
class Sheet {
  readonly fonts: Fonts
  readonly parts: string[] = []
  y = 0
  readonly #left: number
  readonly #room: number

  constructor(left: number, room: number) {
    this.fonts = new Fonts(new PDFDocument({ autoFirstPage: false }))
    this.#left = left
    this.#room = room
  }

  lines(text: string, pen: Pen, most: number, room = this.#room): string[] {
    const width = (piece: string) => this.fonts.width(drawn(piece), pen.weight) * pen.size
    const all = linesOf(drawn(text), room, width)
    if (all.length <= most) return all
    const kept = all.slice(0, most)
    return kept.map((line, at) => (at === most - 1 ? `${[...line].slice(0, -1).join('')}…` : line))
  }

  write(lines: readonly string[], pen: Pen, x = this.#left): void {
    for (const line of lines) {
      this.#line(line, pen, x, this.y + (pen.size * pen.leading) / 2 + pen.size * 0.36)
      this.y += pen.size * pen.leading
    }
  }

  paint(x: number, y: number, width: number, height: number, colour: string): void {
    this.parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`)
  }

  qr(text: string, x: number, y: number, side: number): void {
    const rows = qrModules(text)
    // Whole pixels, so that every camera sees even squares.
    const module = Math.floor(side / rows.length)
    const inset = Math.floor((side - module * rows.length) / 2)
    const squares = rows.flatMap((row, down) =>
      row.flatMap((dark, across) =>
        dark ? `M${across * module} ${down * module}h${module}v${module}h-${module}z` : [],
      ),
    )
    this.paint(x - quietZone, y - quietZone, side + 2 * quietZone, side + 2 * quietZone, '#FFFFFF')
    this.parts.push(
      `<path transform="translate(${x + inset} ${y + inset})" fill="#000" d="${squares.join('')}" shape-rendering="crispEdges"/>`,
    )
  }

  /** WeChat's code brings its own quiet zone. */
  png(picture: Uint8Array, x: number, y: number, side: number): void {
    const data = Buffer.from(picture).toString('base64')
    const whole = side + 2 * quietZone
    this.parts.push(
      `<image x="${x - quietZone}" y="${y - quietZone}" width="${whole}" height="${whole}" href="data:image/png;base64,${data}"/>`,
    )
  }

  #line(text: string, { size, weight, colour }: Pen, x: number, baseline: number): void {
    let at = x
    const letters = [...text].map((character) => {
      const { path, units, width } = this.fonts.outline(character, weight)
      const scale = (size / units).toFixed(5)
      const letter = `<path transform="translate(${at.toFixed(2)} ${baseline.toFixed(2)}) scale(${scale} -${scale})" d="${path}"/>`
      at += width * size
      return letter
    })
    this.parts.push(`<g fill="${colour}" aria-label="${escaped(text)}">${letters.join('')}</g>`)
  }
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

export function drawCard(card: Card): DrawnCard {
  const { width, margin, height, titles, leads } = sheets[card.shape]
  const pen = pens[card.shape]
  const room = width - 2 * margin
  const sheet = new Sheet(margin, room)
  const gap = pen.quiet.size
  sheet.y = margin * 0.8
  sheet.write(sheet.lines(card.masthead, pen.masthead, 1), pen.masthead)
  sheet.y += gap * 0.3
  sheet.paint(margin, sheet.y, room, card.shape === 'group' ? 5 : 3, colours.red)
  sheet.y += gap
  sheet.write(sheet.lines(card.title, pen.title, titles), pen.title)
  sheet.y += gap * 0.6
  // Who, and when: side by side, or one below the other.
  const quiet =
    sheet.lines(card.by, pen.quiet, 9).length > 1
      ? card.by.split('\u3000').flatMap((part) => sheet.lines(part, pen.quiet, 2))
      : [card.by]
  const foot = quiet.length * pen.quiet.size * pen.quiet.leading + margin * 0.7
  const left =
    height === null ? leads : Math.floor((height - foot - sheet.y) / (pen.lead.size * pen.lead.leading))
  if (card.lead && left > 0) sheet.write(sheet.lines(card.lead, pen.lead, Math.min(leads, left)), pen.lead)
  if (height === null) sheet.y += gap
  else sheet.y = height - foot
  sheet.write(quiet, pen.quiet)
  if (card.qr) drawCode(sheet, card.qr, { width, margin, pen: pen.quiet })
  const tall = height ?? Math.ceil(sheet.y + margin * 0.7)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}"><rect width="100%" height="100%" fill="${paper}"/>${sheet.parts.join('')}</svg>`
  return { svg, missing: [...sheet.fonts.missing] }
}

const codeSide = 210
const quietZone = 20

/** The code at the left, and beside it what to do with it. */
function drawCode(
  sheet: Sheet,
  code: CardCode,
  { width, margin, pen }: { width: number; margin: number; pen: Pen },
): void {
  sheet.y += pen.size
  sheet.paint(margin, sheet.y, width - 2 * margin, 2, colours.hair)
  const top = sheet.y + pen.size * 1.6
  if ('png' in code) sheet.png(code.png, margin + quietZone, top, codeSide)
  else sheet.qr(code.text, margin + quietZone, top, codeSide)
  const beside = { ...pen, size: pen.size * 1.15, colour: colours.ink }
  const small = { ...pen, size: pen.size * 0.85 }
  const lines = code.caption.split('\n')
  const left = margin + codeSide + 64
  const room = width - margin - left
  const asides =
    'aside' in code ? code.aside.split('\n').flatMap((line) => sheet.lines(line, small, 3, room)) : []
  const gap = asides.length > 0 ? small.size * 0.5 : 0
  const tall = lines.length * beside.size * beside.leading + gap + asides.length * small.size * small.leading
  sheet.y = top + (codeSide - tall) / 2
  sheet.write(lines, beside, left)
  sheet.y += gap
  sheet.write(asides, small, left)
  sheet.y = top + codeSide + quietZone
}
