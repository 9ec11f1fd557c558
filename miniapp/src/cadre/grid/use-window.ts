import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

export interface Window {
  /** The first row that is drawn, and the one behind the last. */
  from: number
  until: number
  /** Rows that are in view. */
  page: number
  width: number
}

/** Rows beyond the edge, so that a turn of the wheel finds them drawn. */
const beyond = 8

/** Which rows of a scroller are drawn: all are equally high, so that no library need measure them. */
export function useWindow(scroller: RefObject<HTMLElement>, rows: number, height: number): Window {
  const [view, setView] = useState({ top: 0, height: 600, width: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () =>
      setView({ top: element.scrollTop, height: element.clientHeight, width: element.clientWidth })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const step = height * 4
    // Only every fourth row asks for another drawing.
    const scrolled = () =>
      setView((old) =>
        Math.floor(old.top / step) === Math.floor(element.scrollTop / step)
          ? old
          : { ...old, top: element.scrollTop },
      )
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => element.removeEventListener('scroll', scrolled)
  }, [scroller, height])
  const page = Math.max(1, Math.floor(view.height / height) - 3)
  const first = Math.floor(view.top / height / 4) * 4
  return {
    from: Math.max(0, first - beyond),
    until: Math.min(rows, first + page + 4 + beyond),
    page,
    width: view.width,
  }
}
