import type { Deps } from '../../../deps'
import { publishedIn } from './published'

/** When the newest of a region's notices was published, 补录 apart: that is no news. Null where nothing is. The same for every reader. */
export async function newestIn(deps: Deps, region: string): Promise<Date | null> {
  const { listed } = await publishedIn(deps, region)
  return listed.find(({ head }) => !head.backfilledAt)?.head.publishedAt ?? null
}
