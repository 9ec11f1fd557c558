import { type CodesLaid, codeAt, codesRoom } from './blocks'
import type { Flow } from './flow'
import type { Closing } from './paper'
import { colours } from './styles'

/** The facts of a notice in a frame with its QR code, and 落款 at the right with room for the seal; never torn apart. */
export function drawClosing(flow: Flow, { items, qr, signed }: Closing): void {
  const { ink, style } = flow
  const size = style.body
  const step = size * 1.5
  const pad = style.body * 0.8
  const indent = size * 5
  const pen = { size }
  const frameOf = (laid: CodesLaid) => {
    const codes = codesRoom(flow, qr, laid)
    const room = flow.width - 3 * pad - codes.width - indent
    const facts = items.map(({ name, text }) => ({ name, lines: ink.lines(text, room, pen) }))
    const texts = facts.reduce((sum, { lines }) => sum + lines.length * step, 0)
    return { laid, facts, framed: Math.max(texts, codes.height) + 2 * pad }
  }
  const [below, beside] = [frameOf('below'), frameOf('beside')]
  const { laid, facts, framed } = beside.framed < below.framed ? beside : below
  const sign = signed ? style.body * 4.9 : 0
  flow.space(1)
  flow.need(framed + sign)
  if (signed) drawSigned(flow, signed)
  const top = flow.y
  ink.frame(flow.left, top, flow.width, framed, style.line * 1.6, colours.red)
  let y = top + pad
  for (const { name, lines } of facts) {
    ink.text(name, flow.left + pad, y + step / 2 + size * 0.36, { size, weight: 'bold', colour: colours.red })
    lines.forEach((line, n) => {
      ink.text(line, flow.left + pad + indent, y + n * step + step / 2 + size * 0.36, pen)
    })
    y += lines.length * step
  }
  codeAt(flow, qr, top + pad, pad, laid)
  flow.y = top + framed
}

/** 落款: who publishes, and on which day. */
function drawSigned(flow: Flow, { name, date }: { name: string; date: string }): void {
  const { ink, style } = flow
  const pen = { size: style.body * 1.05 }
  const middle = flow.right - Math.max(ink.width(name, pen), ink.width(date, pen)) / 2 - style.body * 1.5
  ink.text(name, middle, flow.y + style.body * 1.8, pen, 'center')
  ink.text(date, middle, flow.y + style.body * 3.4, pen, 'center')
  flow.y += style.body * 4.9
}
