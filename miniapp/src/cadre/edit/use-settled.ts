import { useEffect, useState } from 'react'

const pause = 250
/** A long table is worth a longer pause: it is masked and summed anew each time. */
const longPause = 1500
const long = 2000

/** What was written, once the writer has paused. */
export function useSettled<T>(value: T, rows: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), rows > long ? longPause : pause)
    return () => clearTimeout(timer)
  }, [value, rows])
  return settled
}
