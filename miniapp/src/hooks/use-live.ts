import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/client'
import { session } from '../store/session'
import { unread } from '../store/unread'

const minute = 60_000
/** A service that has no room, or is away, is asked less and less often. */
const longest = 10 * minute
const afterEnd = 5000

/** Old browsers cannot read an answer as it comes: they ask once a minute, like WeChat. */
const canListen = () =>
  process.env.TARO_ENV === 'h5' && typeof Response === 'function' && 'body' in Response.prototype

/** While the page is in front: calls `onNews` when something was published in the village, or a message came. */
export function useLive(region: string | null, onNews: () => void): void {
  const front = useInFront()
  const reader = session.use()?.user.account ?? 'visitor'
  const latest = useRef(onNews)
  latest.current = onNews
  const newest = useRef<string | null>()
  useEffect(() => {
    if (region === null || !front || !reader) return
    // WeChat has no AbortController.
    const ending = canListen() ? new AbortController() : null
    let over = false
    let timer: ReturnType<typeof setTimeout>
    let failures = 0
    const heard = (event: string, data: { newest?: string | null; unread?: number }) => {
      if (over) return
      failures = 0
      const known = newest.current
      if (data.newest !== undefined) newest.current = data.newest
      const grown = data.unread !== undefined && data.unread > unread.get()
      if (data.unread !== undefined) unread.set(data.unread)
      if (event === 'notice' || grown || (known !== undefined && newest.current !== known)) latest.current()
    }
    const turn = async () => {
      try {
        // Fetched after the page: nobody waits for it.
        if (process.env.TARO_ENV === 'h5' && ending) {
          const { listen } = await import('../api/live')
          await listen(region, heard, ending.signal)
        } else heard('state', await call('GET /api/live/state', { query: { region } }))
      } catch {
        failures += 1
      }
      if (over) return
      const usual = ending && failures === 0 ? afterEnd : minute
      // At random, so that not all pages come again at once.
      timer = setTimeout(
        () => void turn(),
        Math.min(longest, usual * 2 ** failures) * (1 + Math.random() / 2),
      )
    }
    newest.current = undefined
    void turn()
    return () => {
      over = true
      ending?.abort()
      clearTimeout(timer)
    }
  }, [region, front, reader])
}

/** Whether this page is the one in front, in a window that is looked at. */
function useInFront(): boolean {
  const [shown, setShown] = useState(true)
  const [visible, setVisible] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const look = () => setVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return shown && visible
}
