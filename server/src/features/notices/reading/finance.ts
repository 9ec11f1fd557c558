import {
  type Api,
  accessTo,
  belongsTo,
  bodyName,
  type ElementText,
  periodAt,
  periodBefore,
  periodOfKey,
  periodText,
  type RegionRef,
  type TotalRow,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { itemOfNotice, restrictionOf } from '../../catalogue'
import { publishedIn } from './published'
import { shownEdition } from './shown-edition'

/** 财务收支明细 */
const accountsItem = 39

/** The newest month's sums of one body, for who may know them: whoever may read the summary of the item. */
export async function newestFinance(
  deps: Deps,
  region: RegionRef,
  viewer: Viewer,
): Promise<Api['GET /api/screens/home']['response']['finance']> {
  const item = region.level === 'village' ? itemOfNotice(region, accountsItem) : undefined
  if (!item) return null
  const restriction = restrictionOf(region.code, item)
  const mayRead = accessTo(viewer, restriction) !== 'title'
  if (!mayRead && !belongsTo(viewer, region.code, item.summaryAudience)) return null
  const { listed } = await publishedIn(deps, region.code)
  const notice = listed.find((one) => one.item === accountsItem)
  const edition = notice && (await shownEdition(deps, notice))
  const sums = edition && sumsOf(edition.totals.all)
  if (!notice || !sums) return null
  const { income, expense } = sums
  const { publishedAt, publishedBy } = notice.head
  const { ledger } = notice
  const opening = ledger?.opening ?? openingIn(edition.elements)
  const month =
    (ledger && periodOfKey('month', ledger.period)) ?? periodBefore(periodAt('month', publishedAt))
  return {
    notice: notice._id,
    what: periodText(month, deps.clock.now()),
    body: ledger ? bodyName(region.name, ledger.body) : publishedBy,
    publishedAt: publishedAt.toISOString(),
    income,
    expense,
    closing: ledger?.closing ?? (opening === null ? null : opening + income - expense),
  }
}

function sumsOf(totals: readonly TotalRow[]): { income: number; expense: number } | null {
  const figure = (kind: TotalRow['kind']) => {
    const cells = totals.find((line) => line.kind === kind)?.cells.filter((cell) => typeof cell === 'number')
    return cells?.length === 1 ? cells[0] : undefined
  }
  const [income, expense] = [figure('income'), figure('expense')]
  return income === undefined || expense === undefined ? null : { income, expense }
}

/** The one amount that the element 期初余额 states, in fen; null where it states none, or several. */
function openingIn(elements: readonly ElementText[]): number | null {
  const text = elements.find(({ name }) => /^(?:期|月|季|年)初/.test(name))?.text ?? ''
  const [first, second] = [...text.matchAll(/[¥￥] ?(\d[\d,]*\.\d\d)/g)]
  return first && !second ? Math.round(Number(first[1]?.replaceAll(',', '')) * 100) : null
}
