import { useEffect, useState } from 'react'

/** Signs of a text that goes to the phone by itself, so that no call carries it and the rest of the page: 64 kB at most. */
const long = 4000

/** Whether a long text may be drawn by now: the page without it is drawn first. A browser draws all at once. */
export function useAfterDraw(text: string): boolean {
  const [drawn, setDrawn] = useState(process.env.TARO_ENV === 'h5' || text.length < long)
  useEffect(() => {
    if (drawn) return
    // Taro sends what is drawn in a timer of its own, which was set before.
    const timer = setTimeout(() => setDrawn(true))
    return () => clearTimeout(timer)
  }, [drawn])
  return drawn
}
