import { categories } from '@hutang/shared'
import type { Message } from '../../../channels/channel'
import type { DeliveryDoc, SealedItem } from '../push.model'

const inboxPage = 'account/inbox/index'

/** The page that opens knows that a message led there, and first of all offers to end such messages. */
const fromPush = (link: string): string => {
  const [page, query] = link.split('?')
  return `${page}?from=push${query ? `&${query}` : ''}`
}

/** In the catalogue's order; what is under none of its categories comes last. */
const rankOf = (category: string): number => {
  const rank = (categories as readonly string[]).indexOf(category)
  return rank < 0 ? categories.length : rank
}

/** As a digest lists them: by category, the newest first. */
export const inOrder = (items: readonly SealedItem[]): SealedItem[] =>
  [...items].sort(
    (a, b) =>
      rankOf(a.category) - rankOf(b.category) ||
      (a.category < b.category ? -1 : a.category > b.category ? 1 : 0) ||
      b.publishedAt.getTime() - a.publishedAt.getTime() ||
      (a.match < b.match ? -1 : 1),
  )

/** What a delivery says; null where nothing was sealed. */
export function messageOf({ kind, items }: Pick<DeliveryDoc, 'kind' | 'items'>): Message | null {
  const [first] = items
  if (!first) return null
  const isDigest = kind === 'daily' || kind === 'weekly'
  const isSingle = items.length === 1 && !isDigest
  const urgent = items.filter((item) => item.urgent)
  const { title, name, publishedAt, publishedBy, link } = first
  return {
    kind: isSingle ? 'single' : isDigest ? 'digest' : 'burst',
    title,
    name,
    publishedAt,
    publishedBy,
    link: fromPush(isSingle ? link : inboxPage),
    count: items.length,
    lines: items.map((item) => ({
      category: item.category,
      title: item.title,
      name: item.name,
      why: item.why,
      link: fromPush(item.link),
      publishedAt: item.publishedAt,
    })),
    region: (urgent[0] ?? first).region,
    emergency: items.some((item) => item.emergency),
    urgent: urgent.length > 0,
  }
}
