import { useCallback, useRef } from 'react'
import { same } from '../table/same'

/** The value of before, as long as it says the same: what is drawn from it then need not be drawn anew. */
export function useSame<T>(value: T): T {
  const last = useRef(value)
  if (!same(last.current, value)) last.current = value
  return last.current
}

/** The same function for as long as the page lives; it does what `run` does by then. */
export function useSteady<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run)
  latest.current = run
  return useCallback((...args: A) => latest.current(...args), [])
}
