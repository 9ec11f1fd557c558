import { adjustments, loadCatalogue } from './catalogue.rules'

/** An address at which something of the catalogue is applied for (我要办), and of what. */
export interface ItemLink {
  url: string
  items: string[]
}

/** The addresses of the standard catalogues, and of what the places below a code have added. */
export function itemLinks(below = ''): ItemLink[] {
  const added = Object.entries(adjustments()).flatMap(([code, { add }]) =>
    code.startsWith(below) ? add.map(({ item }) => item) : [],
  )
  const rows = [...loadCatalogue('village'), ...loadCatalogue('township'), ...added]
  const byUrl = new Map<string, string[]>()
  for (const { apply, level2 } of rows)
    if (apply?.url) byUrl.set(apply.url, [...(byUrl.get(apply.url) ?? []), level2])
  return [...byUrl].map(([url, items]) => ({ url, items }))
}
