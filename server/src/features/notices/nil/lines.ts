import { accessTo, type Item, type NilLine, type RegionRef, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { restrictionOf } from '../../catalogue'
import { publishedIn } from '../reading/published'
import { nilPeriod, publishedOf } from './nil.rules'
import { nilText } from './said'

const mostShown = 8

/** The nil returns of an item, the newest first; one of whose period something was published all the same says so. */
export async function nilLines(
  deps: Deps,
  region: RegionRef,
  item: Item,
  viewer: Viewer,
): Promise<NilLine[]> {
  const { counted, nils } = await publishedIn(deps, region.code)
  const now = deps.clock.now()
  const access = accessTo(viewer, restrictionOf(region.code, item))
  return nils
    .filter((notice) => notice.item === item.no)
    .slice(0, mostShown)
    .flatMap((notice) => {
      if (!notice.nil) return []
      const found = publishedOf(counted, item, nilPeriod(notice.nil))
      return {
        id: notice._id,
        text: `${nilText(notice, access, region, now)}。`,
        outdated: found !== undefined,
      }
    })
}
