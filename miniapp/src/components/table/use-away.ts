import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** In px, above and below the screen: what stands there is drawn. */
const near = 2400

export const drawn = -1
const notYet = 0

const waiting: (() => void)[] = []

/** One after the other, so that each is sent to WeChat in a call of its own. */
function inTurn(draw: () => void): void {
  if (waiting.push(draw) === 1) setTimeout(next)
}

function next(): void {
  waiting[0]?.()
  // React draws it by one timer, and Taro sends what was drawn by another.
  setTimeout(() => setTimeout(() => waiting.shift() && waiting.length > 0 && next()))
}

/**
 * The height in px of a block in whose place an empty space stands, or `drawn`. The first block of a table is drawn at
 * once, those after it in turn, and where there are many, only those near the screen.
 */
export function useAway(id: string, at: number, ofMany: boolean): number {
  const [away, setAway] = useState(at > 0 ? notYet : drawn)
  const watched = ofMany && away !== notYet
  useEffect(() => {
    if (at > 0) inTurn(() => setAway(drawn))
  }, [at])
  useEffect(() => {
    if (!watched) return
    // WeChat tells at once only of what is not as it is said to be here: of what is far.
    const observer = Taro.createIntersectionObserver(Taro.getCurrentPages().slice(-1)[0] ?? {}, {
      initialRatio: 1,
    })
    observer
      .relativeToViewport({ top: near, bottom: near })
      .observe(`#${id}`, ({ intersectionRatio, boundingClientRect }) =>
        inTurn(() => setAway(intersectionRatio ? drawn : (boundingClientRect?.height ?? drawn))),
      )
    return () => observer.disconnect()
  }, [id, watched])
  return away
}
