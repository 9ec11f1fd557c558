import type { PolicyContent } from '@hutang/shared'
import type { LinkDoc } from '../policies.docs'

/** On so many different days one after another it did not answer. */
const daysUntilDead = 3

export const deadLinks = (links: readonly LinkDoc[]): LinkDoc[] =>
  links.filter(({ failedOn }) => failedOn.length >= daysUntilDead)

/** The addresses that readers are led to. */
export const linksIn = ({ applyAt, sourceUrl }: PolicyContent): Pick<LinkDoc, 'field' | 'url'>[] => [
  ...(applyAt.kind === 'url' && applyAt.url ? [{ field: 'applyAt' as const, url: applyAt.url }] : []),
  ...(sourceUrl ? [{ field: 'sourceUrl' as const, url: sourceUrl }] : []),
]

/** What is known of an address after it was tried on a day; `why` null: it answered. */
export function triedLink(
  known: LinkDoc | undefined,
  { field, url }: Pick<LinkDoc, 'field' | 'url'>,
  { day, now, why }: { day: string; now: Date; why: string | null },
): LinkDoc[] {
  if (why === null) return []
  const failedOn = known?.failedOn ?? []
  const days = failedOn.includes(day) ? failedOn : [...failedOn, day].slice(-daysUntilDead)
  return [{ field, url, failedOn: days, since: known?.since ?? now, why }]
}
