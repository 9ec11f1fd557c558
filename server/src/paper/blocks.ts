import type { Flow } from './flow'
import type { Banner, Door, Facts, Heading, Lead, Masthead, NewsList, Paragraphs, Title } from './paper'
import { colours } from './styles'

export function drawMasthead(flow: Flow, { name, note }: Masthead): void {
  const { ink, style } = flow
  const middle = flow.left + flow.width / 2
  const wide = [...name].length <= 8 ? 0.22 : 0.08
  const pen = { size: style.masthead, weight: 'bold' as const, colour: colours.red, spacing: wide }
  const size = style.masthead * Math.min(1, flow.width / ink.width(name, pen))
  flow.y += size * 0.95
  ink.text(name, middle, flow.y, { ...pen, size }, 'center')
  flow.y += style.small * 1.9
  ink.text(note, middle, flow.y, { size: style.small * 1.1, colour: colours.quiet, spacing: 0.06 }, 'center')
  flow.y += style.small * 0.9
  ink.rule(flow.left, flow.y, flow.width, style.line * 5)
  flow.y += style.line * 7.5
  ink.rule(flow.left, flow.y, flow.width, style.line * 1.6)
  flow.y += style.line * 1.6 + style.body * 0.3
}

export function drawTitle(flow: Flow, { text }: Title): void {
  const pen = { size: flow.style.title, weight: 'bold' as const }
  flow.space(0.9)
  flow.write(balanced(flow, text, pen), pen, { align: 'center', leading: 1.38 })
  flow.space(0.55)
}

/** A title of two lines has lines of about one length, as a person would set it. */
function balanced(flow: Flow, text: string, pen: { size: number; weight: 'bold' }): string[] {
  const lines = flow.ink.lines(text, flow.width, pen)
  if (lines.length < 2) return lines
  const even = flow.ink.width(text, pen) / lines.length + pen.size
  const better = flow.ink.lines(text, Math.min(flow.width, even), pen)
  return better.length === lines.length ? better : lines
}

export function drawBanner(flow: Flow, { text }: Banner): void {
  const { ink, style } = flow
  const pen = { size: style.body, weight: 'bold' as const, colour: colours.red }
  const pad = style.body * 0.7
  const lines = ink.lines(text, flow.width - 2 * pad, pen)
  const step = pen.size * 1.5
  const height = lines.length * step + 1.2 * pad
  flow.space(0.3)
  flow.need(height)
  ink.frame(flow.left, flow.y, flow.width, height, style.line * 2.4, colours.red)
  flow.y += pad * 0.6
  flow.write(lines, pen, { x: flow.left + pad, leading: 1.5 })
  flow.y += pad * 0.6
  flow.space(0.6)
}

/** Beside a red bar, larger than the rest. */
export function drawLead(flow: Flow, { text }: Lead): void {
  const { ink, style } = flow
  const pen = { size: style.lead, weight: 'bold' as const }
  const indent = style.lead * 0.85
  const lines = ink.lines(text, flow.width - indent, pen)
  const height = lines.length * pen.size * 1.55
  flow.space(0.3)
  flow.need(height)
  ink.rule(flow.left, flow.y + pen.size * 0.22, style.line * 6, height - pen.size * 0.44)
  flow.write(lines, pen, { x: flow.left + indent, leading: 1.55 })
  flow.space(0.8)
}

/** Goes to the next page where nothing of what follows would have room below it. */
export function drawHeading(flow: Flow, { text, note }: Heading): void {
  const { ink, style } = flow
  flow.space(0.9)
  flow.need(style.heading * 1.7 + style.body * 7)
  const baseline = flow.y + style.heading * 1.15
  ink.rule(flow.left, flow.y + style.heading * 0.32, style.heading * 0.28, style.heading * 1.02)
  const x = flow.left + style.heading * 0.7
  ink.text(text, x, baseline, { size: style.heading, weight: 'bold', colour: colours.red })
  if (note) ink.text(note, flow.right, baseline, { size: style.small * 1.15, colour: colours.quiet }, 'right')
  flow.y += style.heading * 1.7
}

const mostNameEms = 9

export function drawFacts(flow: Flow, { items }: Facts): void {
  const { style } = flow
  const bold = { size: style.body, weight: 'bold' as const }
  const widest = Math.max(0, ...items.map(({ name }) => flow.ink.width(name, bold)))
  const indent = Math.min(widest, mostNameEms * style.body) + style.body
  for (const item of items) {
    drawFact(flow, item, indent)
    flow.ink.rule(flow.left, flow.y, flow.width, style.line, colours.hair)
  }
  flow.space(0.6)
}

function drawFact(flow: Flow, { name, text }: Facts['items'][number], indent: number): void {
  const { ink, left: x, width } = flow
  const size = flow.style.body
  const step = size * 1.5
  const bold = { size, weight: 'bold' as const, colour: colours.red }
  const pen = { size }
  // A hair more than was measured, so that a sum of fractions does not break the widest.
  const names = ink.lines(name, indent - size + 0.01, bold)
  const lines = ink.lines(text, width - indent, pen)
  const pad = size * 0.3
  flow.need(Math.max(names.length, Math.min(lines.length, 2)) * step + pad)
  flow.y += pad
  const top = flow.y
  names.forEach((line, n) => {
    ink.text(line, x, top + n * step + step / 2 + size * 0.36, bold)
  })
  flow.write(lines, pen, { x: x + indent, leading: 1.5 })
  flow.y = Math.max(flow.y, names.length > lines.length ? top + names.length * step : flow.y) + pad
}

export function drawParagraphs(flow: Flow, { text }: Paragraphs): void {
  const pen = { size: flow.style.body }
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    if (paragraph.trim() === '') continue
    // 首行空两格
    flow.write(flow.ink.lines(`\u3000\u3000${paragraph.trim()}`, flow.width, pen), pen, { leading: 1.65 })
  }
  flow.space(0.6)
}

export function drawNews(flow: Flow, { items }: NewsList): void {
  const { ink, style } = flow
  for (const { title, text, word, alert } of items) {
    const bold = { size: style.body, weight: 'bold' as const, colour: alert ? colours.red : colours.ink }
    const quiet = { size: style.small * 1.15, colour: colours.quiet }
    const aside = ink.width(word, quiet) + style.body
    const titles = ink.lines(title, flow.width - aside, bold)
    const pen = { size: style.body, colour: colours.quiet }
    const lines = text ? ink.lines(text, flow.width, pen) : []
    flow.need(Math.min(titles.length + lines.length, 4) * style.body * 1.5 + style.body * 0.5)
    flow.y += style.body * 0.22
    ink.text(word, flow.right, flow.y + style.body * 1.11, quiet, 'right')
    flow.write(titles, bold, { leading: 1.5 })
    flow.write(lines, pen, { leading: 1.5 })
    flow.y += style.body * 0.28
    ink.rule(flow.left, flow.y, flow.width, style.line, colours.hair)
  }
  flow.space(0.3)
}

/** Of the address, where WeChat's own code stands before it: the second way is the smaller one. */
const secondSide = 0.72

/** WeChat's own code and that of the address: one below the other, or side by side where the words beside them are few. */
export type CodesLaid = 'below' | 'beside'

/** How much room the codes of a door take, with their captions. */
export function codesRoom({ style }: Flow, { wechat }: Door, laid: CodesLaid) {
  const height = style.qr + style.small * 1.9
  if (!wechat) return { width: style.qr, height }
  const second = style.qr * secondSide
  return laid === 'below'
    ? { width: style.qr, height: height + second + style.small * 2.4 }
    : { width: style.qr + gapBeside(style) + second, height }
}

/** A caption is wider than its code. */
const gapBeside = ({ small }: Flow['style']): number => small * 2.4

/** At the right edge, each with its caption below; WeChat's own code first. */
export function codeAt(flow: Flow, door: Door, top: number, inset = 0, laid: CodesLaid = 'below'): void {
  const { ink, style } = flow
  const right = flow.right - inset
  const pen = { size: style.small, colour: colours.quiet }
  const { text, caption, wechat } = door
  const below = top + style.qr + style.small * 1.5
  if (!wechat) {
    ink.qr(text, right - style.qr, top, style.qr)
    ink.text(caption, right - style.qr / 2, below, pen, 'center')
    return
  }
  const side = style.qr * secondSide
  const left = laid === 'below' ? right - style.qr : right - side - gapBeside(style) - style.qr
  const middle = left + style.qr / 2
  ink.png(wechat.png, left, top, style.qr)
  ink.text(wechat.caption, middle, below, pen, 'center')
  if (laid === 'beside') {
    ink.qr(text, right - side, top + style.qr - side, side)
    ink.text(caption, right - side / 2, below, pen, 'center')
    return
  }
  const second = below + style.small * 0.9
  ink.qr(text, middle - side / 2, second, side)
  ink.text(caption, middle, second + side + style.small * 1.5, pen, 'center')
}
