import {
  type DraftContent,
  type Frequency,
  type Item,
  isOfPeriod,
  namesPeriod,
  type Period,
  periodAt,
  periodBefore,
  periodKinds,
  periodOfKey,
  periodText,
} from '@hutang/shared'
import { AppError } from '../../../errors'
import type { EditionDoc, NilDoc, NoticeDoc } from '../notices.model'

const kinds = ['week', 'month', 'quarter', 'year'] as const

/** The period of a stored nil return: its key alone says of which kind it is. */
export function nilPeriod({ period: key }: Pick<NilDoc, 'period'>): Period {
  const period = kinds.map((kind) => periodOfKey(kind, key)).find((found) => found !== null)
  if (!period) throw new RangeError(`no period has the key ${key}`)
  return period
}

/** The last period of an item that is over; null where it is published on a change alone. */
export function lastPeriod({ frequency }: Pick<Item, 'frequency'>, now: Date): Period | null {
  const kind = periodKinds[frequency]
  return kind && periodBefore(periodAt(kind, now))
}

const wrongPeriod = (message: string) =>
  new AppError('invalidFields', { fields: [{ field: 'period', message }] })

/** The period asked for, or the reason why nobody can say yet, or any more, that it had none. */
export function periodAsked(item: Pick<Item, 'frequency'>, key: string, now: Date): Period {
  const last = lastPeriod(item, now)
  if (!last) throw wrongPeriod('这一项有变化才公开，不用报“本期无”。')
  const asked = periodOfKey(last.kind, key)
  if (!asked) throw wrongPeriod('期别写得不对，请从事项页面重新点“本期无”。')
  if (asked.until > now) throw wrongPeriod(`${periodText(asked, now)}还没有过完，过完再报。`)
  if (asked.key !== last.key)
    throw wrongPeriod(`只能报刚过去的一期（${periodText(last, now)}），更早的请写一条公开说明。`)
  return last
}

export const nilKeyOf = (region: string, item: number, period: Period): string =>
  `${region}:${item}:${period.key}`

export const nilTitle = (item: Pick<Item, 'level2'>, period: Period): string =>
  `${item.level2}：${periodText(period, null)}本期无`.slice(-longestTitle)

/** As the contract has it. */
const longestTitle = 60

/** What is suggested to the clerk. */
export const nilWords = (period: Period, now: Date): string => `${periodText(period, now)}没有这一项的内容`

interface Listed {
  item: number
  head: { title: string; publishedAt: Date; backfilledAt?: Date | null }
}

/** What was in fact published of the period, so that nobody can say that there was none. */
export const publishedOf = <T extends Listed>(
  listed: readonly T[],
  { no, frequency }: { no: number; frequency: Frequency },
  period: Period,
): T | undefined =>
  listed.find(
    ({ item, head: { title, publishedAt } }) =>
      item === no &&
      (isOfPeriod(frequency, period, publishedAt) ||
        (publishedAt >= period.from && namesPeriod(title, period))),
  )

/** A nil return has no elements to be filled in. */
export const itemFor = <T extends Item | null>({ nil }: Pick<NoticeDoc, 'nil'>, item: T): T =>
  nil && item ? { ...item, elements: [] } : item

/** The title names the period, and what has a table is no nil return. */
export function refuseMoreThanWords({ title }: EditionDoc, content: Partial<DraftContent>): void {
  const fields = [
    ...(content.title !== undefined && content.title !== title
      ? [{ field: 'content.title', message: '“本期无”的标题写明了期别，不能改。' }]
      : []),
    ...(content.table
      ? [{ field: 'content.table', message: '“本期无”只写一句话。有内容要公开，请另写一条公开。' }]
      : []),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}
