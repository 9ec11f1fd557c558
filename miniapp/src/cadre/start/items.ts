import type { Answer } from '../../api/contract'

type CatalogueItem = Answer<'GET /api/screens/catalogue'>['items'][number]

/** The items whose name or group contains the words, or whose number they are. */
export function itemsLike(
  items: readonly CatalogueItem[],
  words: string,
  category: string | undefined,
): CatalogueItem[] {
  const wanted = words.trim()
  return items.filter(
    (item) =>
      (category === undefined || item.category === category) &&
      (wanted === '' ||
        item.name.includes(wanted) ||
        item.level1.includes(wanted) ||
        String(item.no) === wanted),
  )
}

/** The items that are missing come first. */
export function groupsOf(items: readonly CatalogueItem[]) {
  return [
    { title: '应公开未公开', tone: 'alert' as const, rows: items.filter(({ state }) => state === 'missing') },
    {
      title: '本期未登记',
      tone: 'plain' as const,
      rows: items.filter(({ state }) => state === 'unrecorded'),
    },
    {
      title: '还没到时间',
      tone: 'plain' as const,
      rows: items.filter(({ state }) => state === 'notDue'),
    },
    { title: '本期无', tone: 'plain' as const, rows: items.filter(({ state }) => state === 'nil') },
    { title: '已经公开', tone: 'plain' as const, rows: items.filter(({ state }) => state === 'published') },
  ].filter(({ rows }) => rows.length > 0)
}
