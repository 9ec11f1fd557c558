import { useRef } from 'react'

/** What was read last, while something else of the same page is read anew. */
export function useLast<T>(data: T | undefined): T | undefined {
  const last = useRef(data)
  if (data !== undefined) last.current = data
  return last.current
}
