import { codeAt, codesRoom } from './blocks'
import type { Flow } from './flow'
import type { Code, Form } from './paper'
import { colours } from './styles'

const groupsInRow = 4
/** Of a line to be filled in by hand, in the size of the body. */
const lineEms = 2.6

export function drawForm(flow: Flow, { code, lines }: Form): void {
  const { style } = flow
  const step = style.body * lineEms
  const below = lines.reduce((sum, { rows = 1 }) => sum + rows * step, 0)
  flow.space(0.8)
  flow.need(codeHeight(flow, code) + style.body * 0.6 + below)
  drawCode(flow, code)
  flow.y += style.body * 0.6
  for (const line of lines) drawLine(flow, line, step)
  flow.space(0.8)
}

function codeHeight(flow: Flow, { groups, qr }: Code): number {
  const { style } = flow
  const rows = Math.ceil(groups.length / groupsInRow)
  return Math.max(rows * style.body * 1.7 + style.body * 2, codesRoom(flow, qr, 'beside').height)
}

function drawCode(flow: Flow, code: Code): void {
  const { ink, style } = flow
  const top = flow.y
  ink.text(code.name, flow.left, top + style.body, { size: style.body, weight: 'bold', colour: colours.red })
  code.groups.forEach((group, at) => {
    const x = flow.left + (at % groupsInRow) * style.body * 4.4
    const y = top + style.body * 2.6 + Math.floor(at / groupsInRow) * style.body * 1.7
    ink.text(group, x, y, { size: style.body * 1.15, weight: 'bold', spacing: 0.08 })
  })
  codeAt(flow, code.qr, top, 0, 'beside')
  flow.y = top + codeHeight(flow, code)
}

function drawLine(flow: Flow, { name, choices = [], rows = 1 }: Form['lines'][number], step: number): void {
  const { ink, style } = flow
  const size = style.body * 1.1
  const baseline = flow.y + step * 0.7
  ink.text(name, flow.left, baseline, { size, weight: 'bold' })
  let x = flow.left + style.body * 6.5
  for (const choice of choices) {
    ink.frame(x, baseline - style.body, size, size, style.line * 1.6, colours.ink)
    ink.text(choice, x + style.body * 1.6, baseline, { size })
    x += ink.width(choice, { size }) + style.body * 4
  }
  for (let row = 0; choices.length === 0 && row < rows; row++) {
    const y = baseline + row * step + style.body * 0.35
    ink.rule(x, y, flow.right - x, style.line, colours.quiet)
  }
  flow.y += rows * step
}
