import Taro from '@tarojs/taro'
import { useState } from 'react'
import { type CallOptions, call } from '../api/client'
import type { Answer, Route } from '../api/contract'
import { useLive } from './use-live'
import type { Screen } from './use-screen'

/** Something new that a page could show; null while it shows the newest. */
export type Fresh = { show(): void } | null

/** Not all pages of a village ask in the same second. */
const within = 3000

/**
 * What a page reads, read again in the background when there is news: the page stays as it is under the finger until the
 * reader asks for it. `shownOf` names what would have to change.
 */
export function useFresh<R extends Route>(
  region: string | null,
  screen: Screen<Answer<R>>,
  route: R,
  args: CallOptions<R> | null,
  shownOf: (data: Answer<R>) => readonly string[],
): Fresh {
  const [fresh, setFresh] = useState<Answer<R>>()
  useLive(args === null ? null : region, () => {
    setTimeout(async () => {
      const data = await call(route, args ?? {}).catch(() => undefined)
      if (data) setFresh(data)
    }, Math.random() * within)
  })
  const { data } = screen
  if (!fresh || !data || screen.loading || shownOf(fresh).join() === shownOf(data).join()) return null
  return {
    show() {
      screen.change(() => fresh)
      setFresh(undefined)
      void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
    },
  }
}
