import type { DraftContent, Item, LedgerHelp } from '@hutang/shared/contract'
import { shanghaiDate } from '@hutang/shared/rules'
import { namesOf } from './ledger-fill'

const longest = 60

/** A title for the current period: "护塘村 2026 年 11 月财务收支". */
export function suggestedTitle(
  item: Item,
  regionName: string,
  now: Date,
  help: LedgerHelp | null = null,
  part: DraftContent['ledger'] = null,
): string {
  // Of a ledger the title says whose it is, and which period.
  if (help && part) {
    const { body, period } = namesOf(help, part)
    return `${body || regionName}${period}${help.name}`.slice(0, longest)
  }
  const [year = '', month = ''] = shanghaiDate(now).split('-')
  const name = item.alias ?? item.level2
  const quarter = Math.ceil(Number(month) / 3)
  const period: Partial<Record<Item['frequency'], string>> = {
    weekly: `${year} 年 ${Number(month)} 月`,
    monthly: `${year} 年 ${Number(month)} 月`,
    quarterly: `${year} 年第${'一二三四'.charAt(quarter - 1)}季度`,
    yearly: `${year} 年`,
  }
  const when = period[item.frequency]
  return (when ? `${regionName} ${when}${name}` : `${regionName}${name}`).slice(0, longest)
}

export const isBlank = ({
  title,
  plain,
  body,
  table,
  elements,
}: Pick<DraftContent, 'title' | 'plain' | 'body' | 'elements'> & { table: unknown }): boolean =>
  !title && !plain && !body && table === null && elements.every(({ text }) => text.trim() === '')
