import { useRef } from 'react'
import { same } from '../table/same'

/** The value of before, as long as it says the same: what is drawn from it then need not be drawn anew. */
export function useSame<T>(value: T): T {
  const last = useRef(value)
  if (!same(last.current, value)) last.current = value
  return last.current
}
