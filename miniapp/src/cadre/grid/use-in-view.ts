import { type RefObject, useEffect, useRef } from 'react'
import { leftOf, type Places } from './measures'
import type { Place } from './place'

/** Scrolls so that the cell one goes to is seen, between the heading and the sums. */
export function useInView(scroller: RefObject<HTMLElement>, { row, col }: Place, places: Places): void {
  const latest = useRef(places)
  latest.current = places
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const { height, noWidth, widths } = latest.current
    const foot = element.querySelector<HTMLElement>('.grid__totals')?.offsetHeight ?? 0
    const top = row * height
    const room = element.clientHeight - height - foot
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room
    const left = leftOf(latest.current, col) - noWidth
    const right = left + (widths[col] ?? 0) + noWidth
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (right > element.scrollLeft + element.clientWidth)
      element.scrollLeft = right - element.clientWidth
  }, [scroller, row, col])
}
