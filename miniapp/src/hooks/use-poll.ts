import { useEffect, useRef } from 'react'

const everyMs = 1000

/** Asks again each second, as long as something goes on; never while an earlier answer is still to come. */
export function usePoll(goesOn: boolean, ask: () => Promise<void>): void {
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    if (!goesOn) return
    let stopped = false
    let timer: ReturnType<typeof setTimeout>
    const turn = async () => {
      await latest.current()
      if (!stopped) timer = setTimeout(() => void turn(), everyMs)
    }
    timer = setTimeout(() => void turn(), everyMs)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [goesOn])
}
