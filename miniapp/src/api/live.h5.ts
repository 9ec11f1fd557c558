import type { Heard } from './live-poll'

/** What listens is fetched after the page: nobody waits for it. */
export function followNews(region: string, heard: Heard): () => void {
  let over = false
  let stop = () => {}
  import('./live-stream').then(
    ({ followStream }) => {
      if (!over) stop = followStream(region, heard)
    },
    () => undefined,
  )
  return () => {
    over = true
    stop()
  }
}
