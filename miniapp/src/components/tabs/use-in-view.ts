import { useEffect, useState } from 'react'

let made = 0

/** The id of the tab at a place, and what makes a row of tabs show the one at `current`. */
export function useInView(current: number): {
  idOf: (at: number) => string
  scroller: { id: string; scrollIntoView?: string }
} {
  const [row] = useState(() => `tabs-${++made}`)
  const idOf = (at: number) => `${row}-${at}`
  const chosen = current < 0 ? '' : idOf(current)
  useEffect(() => {
    // On h5 the page itself would be scrolled, too.
    if (process.env.TARO_ENV !== 'h5' || chosen === '') return
    const tab = document.getElementById(chosen)
    const scroller = document.getElementById(row)
    if (!tab || !scroller) return
    scroller.scrollLeft = tab.offsetLeft - (scroller.clientWidth - tab.offsetWidth) / 2
  }, [row, chosen])
  const intoView = process.env.TARO_ENV === 'h5' || chosen === '' ? {} : { scrollIntoView: chosen }
  return { idOf, scroller: { id: row, ...intoView } }
}
