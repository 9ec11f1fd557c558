import type { Flow } from './flow'
import type { Cutout, Cutouts } from './paper'
import { colours } from './styles'

const across = 2
const down = 3

/** 入户认证单, six to a page of A4: cut along the dashes. Each group begins a page of its own. */
export function drawCutouts(flow: Flow, { groups }: Cutouts): void {
  for (const { name, slips } of groups) {
    for (let from = 0; from < slips.length; from += across * down) {
      if (!flow.isFresh) flow.newPage()
      const page = slips.slice(from, from + across * down)
      drawPage(flow, name, page)
    }
  }
}

function drawPage(flow: Flow, name: string, slips: readonly Cutout[]): void {
  const { ink, style } = flow
  ink.text(name, flow.left, flow.y + style.small, { size: style.body, weight: 'bold', colour: colours.red })
  const top = flow.y + style.small * 2
  const width = flow.width / across
  const height = (flow.bottom - top) / down
  for (let row = 0; row <= Math.ceil(slips.length / across); row++) {
    ink.dashed(flow.left, top + row * height, flow.right, top + row * height)
  }
  const rows = Math.ceil(slips.length / across)
  for (const column of [0, 1, 2]) {
    ink.dashed(flow.left + column * width, top, flow.left + column * width, top + rows * height)
  }
  slips.forEach((slip, at) => {
    const x = flow.left + (at % across) * width
    drawSlip(flow, slip, { x, y: top + Math.floor(at / across) * height, width, height })
  })
  flow.y = flow.bottom
}

interface Place {
  x: number
  y: number
  width: number
  height: number
}

function drawSlip(
  flow: Flow,
  { head, name, note, code, lines, qr }: Cutout,
  { x, y, width, height }: Place,
): void {
  const { ink, style } = flow
  const { body } = style
  const pad = body
  const left = x + pad
  const room = width - 2 * pad
  const side = Math.min(style.qr, height * 0.36)
  let at = y + pad + body * 0.6
  ink.text(head, left, at, { size: body, weight: 'bold', colour: colours.red, spacing: 0.05 })
  at += body * 0.55
  ink.rule(left, at, room, style.line * 2)
  if (typeof qr === 'string') ink.qr(qr, left + room - side, at + body * 0.6, side)
  else ink.png(qr, left + room - side, at + body * 0.6, side)
  const below = at + body * 0.6 + side
  const beside = room - side - body * 0.8
  const put = (text: string, size: number, colour: string, weight: 'regular' | 'bold') => {
    for (const line of ink.lines(text, beside, { size, weight }).slice(0, 2)) {
      at += size * 1.45
      ink.text(line, left, at, { size, weight, colour })
    }
  }
  put(name, body * 1.35, colours.ink, 'bold')
  put(note, body * 0.92, colours.quiet, 'regular')
  at = below + body * 2.4
  ink.text(code, left, at, { size: body * 2.2, weight: 'bold', spacing: 0.12 })
  at += body * 0.5
  const pen = { size: body * 0.88 }
  for (const line of lines.flatMap((one) => ink.lines(one, room, pen))) {
    at += pen.size * 1.42
    ink.text(line, left, at, pen)
  }
}
