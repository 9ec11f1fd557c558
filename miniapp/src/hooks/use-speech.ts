import { useDidHide } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { canSpeak, hush, say } from '../api/speech'

export type SpeechState = 'off' | 'reading' | 'paused' | 'failed'

export interface Speech {
  possible: boolean
  state: SpeechState
  /** Where it failed: a sentence. */
  why: string
  /** The sentence that is read, counted from 1. */
  at: number
  of: number
  rate: number
  /** Begins, or goes on with the sentence that was broken off. */
  read(): void
  pause(): void
  stop(): void
  faster(): void
  slower(): void
}

const rates = [0.7, 0.85, 1, 1.2, 1.4] as const
const usual = 2

/** 听一听: reads sentences one after the other; stops when the page is left. */
export function useSpeech(sentences: () => readonly string[]): Speech {
  const [state, setState] = useState<SpeechState>('off')
  const [why, setWhy] = useState('')
  const [at, setAt] = useState(0)
  const [speed, setSpeed] = useState(usual)
  const list = useRef<readonly string[]>([])
  const run = useRef(0)
  const place = useRef(0)

  const goOn = useCallback(async (from: number, rate: number) => {
    const mine = ++run.current
    setState('reading')
    for (let next = from; next < list.current.length; next++) {
      place.current = next
      setAt(next + 1)
      const said = await say(list.current[next] ?? '', rate)
      if (mine !== run.current) return
      if (said === false) return setState('paused')
      if (said === true) continue
      setWhy(said)
      return setState('failed')
    }
    place.current = 0
    setState('off')
  }, [])

  const quiet = useCallback((next: SpeechState) => {
    run.current++
    hush()
    setState(next)
  }, [])

  const leave = useCallback(() => {
    if (run.current > 0) quiet('off')
    place.current = 0
  }, [quiet])
  useDidHide(leave)
  useEffect(() => leave, [leave])

  const rateAt = (index: number) => rates[index] ?? 1
  const change = (by: number) => {
    const next = Math.min(rates.length - 1, Math.max(0, speed + by))
    setSpeed(next)
    if (state !== 'reading') return
    // The sentence is begun again: nobody loses a word.
    run.current++
    hush()
    void goOn(place.current, rateAt(next))
  }
  return {
    possible: canSpeak(),
    state,
    why,
    at,
    of: list.current.length,
    rate: rateAt(speed),
    read() {
      if (state === 'off') {
        list.current = sentences()
        place.current = 0
      }
      void goOn(place.current, rateAt(speed))
    },
    pause: () => quiet('paused'),
    stop: leave,
    faster: () => change(1),
    slower: () => change(-1),
  }
}
