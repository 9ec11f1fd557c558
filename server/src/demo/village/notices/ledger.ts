import { type ElementText, type LedgerPart, periodAt, periodBefore } from '@hutang/shared'
import { ledgerPlace } from '../../../features/catalogue'
import type { DemoNotice } from '../types'

const balanceIn = (element: ElementText | undefined): number | null => {
  const yuan = /¥([\d,.]+\d)/.exec(element?.text ?? '')?.[1]
  return yuan ? Math.round(Number(yuan.replaceAll(',', '')) * 100) : null
}

/** Whose period a notice is, where it does not say so itself: a report is of the period before, an event of its own. */
function partOf({ item: no, title, region, publishedAt, elements }: DemoNotice): LedgerPart | null {
  const place = ledgerPlace(region.length === 12 ? 'village' : 'township', no)
  const body = place?.rule.bodies[0]
  if (!place || !body) return null
  const { item } = place
  if (item.role === 'budget') {
    const year = /(\d{4})年/.exec(title)?.[1]
    return year ? { body, period: year, opening: null, closing: null } : null
  }
  const own = periodAt(item.period, publishedAt)
  const period = (item.one ? periodBefore(own) : own).key
  if (!place.rule.balances) return { body, period, opening: null, closing: null }
  return { body, period, opening: balanceIn(elements[0]), closing: balanceIn(elements[3]) }
}

export function withLedger(notice: DemoNotice): DemoNotice {
  const ledger = notice.ledger ?? partOf(notice)
  return ledger ? { ...notice, ledger } : notice
}
