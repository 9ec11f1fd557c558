import { call } from './client'

/** What an open page is told: `state` and `notice` of the village, `unread` of the person. */
export type Heard = (event: string, data: { newest?: string | null; unread?: number }) => void

const minute = 60_000
/** A service that has no room, or is away, is asked less and less often. */
const longest = 10 * minute

/** Does it again and again; `turn` says after how many milliseconds. At random, so that not all pages come again at once. */
export function again(turn: () => Promise<number>): () => void {
  let over = false
  let timer: ReturnType<typeof setTimeout>
  let failures = 0
  const go = async () => {
    const wait = await turn().catch(() => null)
    failures = wait === null ? failures + 1 : 0
    const pause = Math.min(longest, (wait ?? minute) * 2 ** failures)
    if (!over) timer = setTimeout(() => void go(), pause * (1 + Math.random() / 2))
  }
  void go()
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** Asks once a minute. */
export const pollNews = (region: string, heard: Heard): (() => void) =>
  again(async () => {
    heard('state', await call('GET /api/live/state', { query: { region } }))
    return minute
  })
