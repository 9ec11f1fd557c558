import { useCallback, useRef } from 'react'

/** The same function for as long as the page lives; it does what `run` does by then. */
export function useSteady<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run)
  latest.current = run
  return useCallback((...args: A) => latest.current(...args), [])
}
