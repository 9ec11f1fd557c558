import { useEffect, useState } from 'react'

/** From this width in CSS pixels on there is room for a whole table. */
const desk = 720

const isDesk = (): boolean => process.env.TARO_ENV === 'h5' && window.innerWidth >= desk

/** Whether the window is as wide as a desk's; a mini-program is a phone. */
export function useDesk(): boolean {
  const [wide, setWide] = useState(isDesk)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const look = () => setWide(isDesk())
    window.addEventListener('resize', look)
    return () => window.removeEventListener('resize', look)
  }, [])
  return wide
}
