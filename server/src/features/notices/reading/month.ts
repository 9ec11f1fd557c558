import { isHidden, type NoticeLine, shanghaiDate, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { noticeLines } from './lines'
import { publishedIn } from './published'

/** What a region published or corrected in a month (`2026-11`), the newest first; also nil returns and what was withdrawn since. */
export async function noticesOfMonth(
  deps: Deps,
  region: string,
  viewer: Viewer,
  month: string,
): Promise<NoticeLine[]> {
  const { all } = await publishedIn(deps, region)
  const now = deps.clock.now()
  const isIn = (at: Date | null | undefined) => at != null && shanghaiDate(at).startsWith(month)
  const found = all.filter(
    ({ state, hidden, head }) =>
      state !== 'takenDown' && !isHidden(hidden, now) && (isIn(head.publishedAt) || isIn(head.correctedAt)),
  )
  return noticeLines(deps, found, viewer)
}
