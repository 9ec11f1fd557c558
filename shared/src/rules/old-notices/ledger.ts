import type { LedgerBody, LedgerPart } from '../../contract/ledgers'
import { asksBalance } from '../ledgers/balance'
import type { LedgerPlace } from '../ledgers/types'
import { namesPeriod, type Period, periodAt, periodBefore, periodOfKey } from '../periods'

interface Said {
  title: string
  caption: string
  /** 主体 and 期别 as the sheet writes them; empty where it says nothing. */
  body: string
  period: string
  publishedAt: Date
}

const cooperative = /经济合作社|合作社|经合社/

function bodyOf({ rule }: LedgerPlace, { body, title, caption }: Said): LedgerBody {
  const said =
    [body, title, caption].find((text) => text !== '' && (cooperative.test(text) || text === body)) ?? ''
  const wanted: LedgerBody = cooperative.test(said) ? 'cooperative' : 'committee'
  return rule.bodies.includes(wanted) ? wanted : (rule.bodies[0] ?? 'committee')
}

const yearIn = (text: string): string | null => /(20\d{2})\s*年/.exec(text)?.[1] ?? null
const back = 24

/** The period that the sheet or the title names, else the one before the day of publication; of a budget its year. */
function periodOf({ item }: LedgerPlace, { title, caption, period, publishedAt }: Said): Period {
  const key = periodOfKey(
    item.period,
    period.trim().replace(/^(\d{4})年?(\d{1,2})月$/, (_all, y, m) => `${y}-${String(m).padStart(2, '0')}`),
  )
  if (key) return key
  const running = periodAt(item.period, publishedAt)
  const words = `${period} ${title} ${caption}`
  const year = yearIn(words)
  if (item.period === 'year') {
    const named = year === null ? null : periodOfKey('year', year)
    return named ?? (item.role === 'budget' ? running : periodBefore(running))
  }
  for (let one = running, left = back; left > 0; left -= 1, one = periodBefore(one)) {
    if (namesPeriod(words, one) && (year === null || one.key.startsWith(year))) return one
  }
  return periodBefore(running)
}

/** Whose period of its ledger an old notice is. */
export const oldLedgerPart = (
  place: LedgerPlace,
  said: Said,
  balances: { opening: number | null; closing: number | null },
): LedgerPart => ({
  body: bodyOf(place, said),
  period: periodOf(place, said).key,
  opening: asksBalance(place) ? balances.opening : null,
  closing: asksBalance(place) ? balances.closing : null,
})
