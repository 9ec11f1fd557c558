import { type RefObject, useEffect } from 'react'
import type { Places } from './measures'
import type { Place } from './place'
import type { Sheet } from './sheet'

interface PointerOptions {
  body: RefObject<HTMLElement>
  sheet: Sheet
  places: Places
  focus: () => void
}

const withinTip = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('.grid__tip, .grid__input--typing') !== null

/** The mouse: a press chooses a cell, a drag a block, a number a row, a double press writes. */
export function usePointer({ body, sheet, places, focus }: PointerOptions): void {
  useEffect(() => {
    const element = body.current
    if (!element) return
    const { widths, noWidth, height } = places
    const placeOf = (event: MouseEvent): Place => {
      const { left, top } = element.getBoundingClientRect()
      let x = event.clientX - left - noWidth
      const col = widths.findIndex((width) => {
        x -= width
        return x < 0
      })
      return {
        row: Math.max(0, Math.floor((event.clientY - top) / height)),
        col: col < 0 ? widths.length - 1 : col,
      }
    }
    const onNumber = (event: MouseEvent) =>
      event.target instanceof HTMLElement && event.target.classList.contains('grid__no')
    let dragging = false
    const down = (event: MouseEvent) => {
      if (event.button !== 0 || withinTip(event.target)) return
      event.preventDefault()
      const at = placeOf(event)
      if (onNumber(event)) sheet.goTo({ row: at.row, col: 0 }, { row: at.row, col: widths.length - 1 })
      else if (event.shiftKey) sheet.goTo(sheet.get().at, at)
      else sheet.goTo(at)
      dragging = !onNumber(event)
      focus()
    }
    const move = (event: MouseEvent) => {
      if (!dragging) return
      if (event.buttons === 0) dragging = false
      else sheet.goTo(sheet.get().at, placeOf(event))
    }
    const up = () => {
      dragging = false
    }
    const twice = (event: MouseEvent) => {
      if (!withinTip(event.target) && !onNumber(event)) sheet.edit()
    }
    element.addEventListener('mousedown', down)
    element.addEventListener('mousemove', move)
    element.addEventListener('dblclick', twice)
    window.addEventListener('mouseup', up)
    return () => {
      element.removeEventListener('mousedown', down)
      element.removeEventListener('mousemove', move)
      element.removeEventListener('dblclick', twice)
      window.removeEventListener('mouseup', up)
    }
  }, [body, sheet, places, focus])
}
