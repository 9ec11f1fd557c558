import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { followNews } from '../api/live'
import { session } from '../store/session'
import { unread } from '../store/unread'

/** While the page is in front: calls `onNews` when something was published in the village, or a message came. */
export function useLive(region: string | null, onNews: () => void): void {
  const front = useInFront()
  const reader = session.use()?.user.account ?? 'visitor'
  const latest = useRef(onNews)
  latest.current = onNews
  useEffect(() => {
    if (region === null || !front || !reader) return
    let known: string | null | undefined
    return followNews(region, (event, { newest, unread: count = unread.get() }) => {
      const news =
        event === 'notice' ||
        count > unread.get() ||
        (known !== undefined && newest !== undefined && newest !== known)
      if (newest !== undefined) known = newest
      unread.set(count)
      if (news) latest.current()
    })
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
