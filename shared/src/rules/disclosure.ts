import type { DisclosureState, Frequency } from '../contract/domain'
import { dateText } from './format'

const dayMs = 86_400_000

/**
 * Days a publication keeps an item in order, by its frequency: the period, and ten days to publish in
 * (四川条例第十条 as the default where the catalogue names none). `null`: once published it stays so.
 * Event items of a village have a quarterly floor (村民委员会组织法 2025 第三十五条: 一般事项至少每季度).
 */
export const windowDays: Record<Frequency, number | null> = {
  onChange: null,
  perTerm: 5 * 366,
  perEvent: 92 + 10,
  weekly: 7 + 1,
  monthly: 31 + 10,
  quarterly: 92 + 10,
  yearly: 366 + 30,
}

const periodText: Record<Frequency, string> = {
  onChange: '还从未公开',
  perTerm: '本届还没有公开',
  perEvent: '近三个月没有公开',
  weekly: '近一周没有公开',
  monthly: '近一个月没有公开',
  quarterly: '近三个月没有公开',
  yearly: '近一年没有公开',
}

export interface Disclosure {
  state: DisclosureState
  text: string
  /** The first instant at which the state is another; null where only a publication changes it. */
  until: Date | null
}

/** The simple rule of the first release: missing (应公开未公开) when nothing was published within the item's frequency. */
export function disclosureOf(frequency: Frequency, lastPublished: Date | null, now: Date): Disclosure {
  const days = windowDays[frequency]
  const end = lastPublished && days !== null ? lastPublished.getTime() + days * dayMs : null
  if (lastPublished && (end === null || now.getTime() <= end)) {
    const until = end === null ? null : new Date(end + 1)
    return { state: 'published', text: `${dateText(lastPublished, now)}公开`, until }
  }
  return {
    state: 'missing',
    text: lastPublished
      ? `应公开未公开：${periodText[frequency]}，上一次是 ${dateText(lastPublished, now)}`
      : '应公开未公开：还从未公开',
    until: null,
  }
}
