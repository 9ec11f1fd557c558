import { useContext, useEffect, useState } from 'react'
import { FramedContext } from './framed'

/** From this width in CSS pixels on there is room for a whole table. */
const desk = 720

const isAtLeast = (width: number): boolean => window.innerWidth >= width

/** Whether the window is as wide as a desk's, or as `width`. */
export function useDesk(width = desk): boolean {
  const framed = useContext(FramedContext)
  const [wide, setWide] = useState(() => isAtLeast(width))
  useEffect(() => {
    const look = () => setWide(isAtLeast(width))
    window.addEventListener('resize', look)
    return () => window.removeEventListener('resize', look)
  }, [width])
  return wide && !framed
}
