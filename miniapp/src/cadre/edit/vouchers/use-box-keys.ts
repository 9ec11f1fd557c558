import type { BlackBox } from '@hutang/shared/contract'
import { useEffect, useRef } from 'react'

const step = 0.005
const smallest = 0.01

/** In the middle, as wide as a number is on an invoice. */
export const middleBox: BlackBox = { x: 0.4, y: 0.48, width: 0.2, height: 0.03 }

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
}

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** Where an arrow key leaves the box: it never leaves the page. */
function arrowed({ x, y, width, height }: BlackBox, [dx, dy]: readonly [number, number], size: boolean) {
  return size
    ? { x, y, width: within(width + dx, smallest, 1 - x), height: within(height + dy, smallest, 1 - y) }
    : { x: within(x + dx, 0, 1 - width), y: within(y + dy, 0, 1 - height), width, height }
}

/** h5: arrow keys move the box that has the focus, with Shift they resize it, Delete takes it away. */
export function useBoxKeys(
  id: string,
  boxes: readonly BlackBox[],
  onBoxes: (boxes: readonly BlackBox[]) => void,
): void {
  const latest = useRef({ boxes, onBoxes })
  latest.current = { boxes, onBoxes }
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const press = (event: KeyboardEvent) => {
      const { boxes: all, onBoxes: tell } = latest.current
      const at = all.findIndex((_, place) => document.activeElement?.id === boxId(id, place))
      const box = all[at]
      if (!box) return
      const arrow = arrows[event.key]
      if (!arrow && event.key !== 'Delete' && event.key !== 'Backspace') return
      event.preventDefault()
      tell(
        all.flatMap((one, place) => (place !== at ? one : arrow ? arrowed(box, arrow, event.shiftKey) : [])),
      )
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [id])
}

export const boxId = (page: string, place: number): string => `${page}-box${place}`
