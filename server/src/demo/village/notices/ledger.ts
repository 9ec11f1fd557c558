import { type LedgerPart, periodAt, periodBefore } from '@hutang/shared'
import { ledgerPlace } from '../../../features/catalogue'
import type { DemoNotice } from '../types'

/** Whose period a notice is, where it does not say so itself: a report is of the period before, an event of its own. */
function partOf({ item: no, title, region, publishedAt }: DemoNotice): LedgerPart | null {
  const place = ledgerPlace(region.length === 12 ? 'village' : 'township', no)
  const body = place?.rule.bodies[0]
  if (!place || !body) return null
  const { item } = place
  if (item.role === 'budget') {
    const year = /(\d{4})年/.exec(title)?.[1]
    return year ? { body, period: year, opening: null, closing: null } : null
  }
  const own = periodAt(item.period, publishedAt)
  return { body, period: (item.one ? periodBefore(own) : own).key, opening: null, closing: null }
}

export function withLedger(notice: DemoNotice): DemoNotice {
  const ledger = notice.ledger ?? partOf(notice)
  return ledger ? { ...notice, ledger } : notice
}
