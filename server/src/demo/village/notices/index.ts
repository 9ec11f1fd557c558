import statedJson from '../../../../../config/demo/notices.json'
import { months, quarters } from '../calendar'
import { hutang, regions } from '../places'
import type { DemoHousehold, DemoNotice, DemoRegion } from '../types'
import { accounts } from './accounts'
import { landNotice } from './land'
import { type Stated, statedNotice } from './stated'
import { workNotice } from './work'

/** A year of notices, oldest first. */
export function demoNotices(
  base: Date,
  households: readonly DemoHousehold[],
  byCode: ReadonlyMap<string, DemoHousehold>,
): DemoNotice[] {
  const own = households.filter((one) => one.region === hutang.code)
  const year = months(base, 12, 8)
  return [
    ...accounts(year, own).map((one) => one.notice),
    ...year.map((month) => workNotice(month, own)),
    ...(statedJson as Stated[]).map((one) => statedNotice(one, base, regionOf(one.region), byCode)),
    ...quarters(base, 4, 12).map((quarter) => landNotice(quarter, own)),
  ].sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime())
}

function regionOf(code: string): DemoRegion {
  const found = regions.find((one) => one.code === code)
  if (!found) throw new RangeError(`config/demo/notices.json: no region ${code}`)
  return found
}
