import type { Flow } from './flow'
import type { Photos } from './paper'
import { colours } from './styles'

const inRow = 2
/** Of the page's height. */
const tallest = 0.42

/** Photos as they were taken, each with its words below. */
export function drawPhotos(flow: Flow, { items }: Photos): void {
  const { ink, style } = flow
  const gap = style.body
  const width = (flow.width - gap * (inRow - 1)) / inRow
  const pen = { size: style.small, colour: colours.quiet }
  for (let from = 0; from < items.length; from += inRow) {
    const row = items.slice(from, from + inRow).map((item) => {
      const scale = Math.min(width / item.width, (style.height * tallest) / item.height)
      const lines = ink.lines(item.caption, width, pen)
      return { ...item, across: item.width * scale, down: item.height * scale, lines }
    })
    const deepest = Math.max(...row.map(({ down }) => down))
    const words = Math.max(...row.map(({ lines }) => lines.length)) * pen.size * 1.5
    flow.need(deepest + words + gap)
    row.forEach(({ jpeg, across, down, lines }, at) => {
      const x = flow.left + at * (width + gap)
      ink.photo(jpeg, x, flow.y, across, down)
      lines.forEach((line, n) => {
        ink.text(line, x, flow.y + down + pen.size * (1.3 + n * 1.5), pen)
      })
    })
    flow.y += deepest + words + gap
  }
}
