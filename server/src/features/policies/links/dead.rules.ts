import type { PolicyContent } from '@hutang/shared'
import type { LinkDoc } from '../policies.docs'

/** On so many different days one after another it did not answer. */
const daysUntilDead = 3

export const deadLinks = <T extends Pick<LinkDoc, 'failedOn'>>(links: readonly T[]): T[] =>
  links.filter(({ failedOn }) => failedOn.length >= daysUntilDead)

/** The addresses that readers are led to. */
export const linksIn = ({ applyAt, sourceUrl }: PolicyContent): Pick<LinkDoc, 'field' | 'url'>[] => [
  ...(applyAt.kind === 'url' && applyAt.url ? [{ field: 'applyAt' as const, url: applyAt.url }] : []),
  ...(sourceUrl ? [{ field: 'sourceUrl' as const, url: sourceUrl }] : []),
]

/** What is known of an address after it was tried on a day; `why` null: it answered. */
export function triedLink(
  known: Tried | undefined,
  { field, url }: Pick<LinkDoc, 'field' | 'url'>,
  { day, now, why }: { day: string; now: Date; why: string | null },
): LinkDoc[] {
  const tried = triedOnce(known, { day, now, why })
  return tried ? [{ field, url, ...tried }] : []
}

type Tried = Pick<LinkDoc, 'failedOn' | 'since' | 'why'>

export function triedOnce(
  known: Pick<Tried, 'failedOn' | 'since'> | undefined,
  { day, now, why }: { day: string; now: Date; why: string | null },
): Tried | null {
  if (why === null) return null
  const failedOn = known?.failedOn ?? []
  const days = failedOn.includes(day) ? failedOn : [...failedOn, day].slice(-daysUntilDead)
  return { failedOn: days, since: failedOn.length > 0 ? (known?.since ?? now) : now, why }
}
