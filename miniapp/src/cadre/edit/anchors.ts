import type { FieldProblem } from '../../api/errors'

/** Where a field stands on the page. */
const anchors: Record<string, string> = {
  'content.title': 'at-title',
  'content.plain': 'at-plain',
  'content.elements': 'at-elements',
  'content.body': 'at-body',
  'content.table': 'at-table',
  'content.ledger': 'at-ledger',
  pictures: 'at-pictures',
  vouchers: 'at-vouchers',
  grounds: 'at-grounds',
  telling: 'at-telling',
}

export const elementAnchor = (name: string, names: readonly string[]): string =>
  `at-element-${names.indexOf(name)}`

/** The place of a problem's field; undefined where the page has none. */
export function anchorOf({ field, column }: FieldProblem, elements: readonly string[]): string | undefined {
  if (field === 'content.elements' && column && elements.includes(column))
    return elementAnchor(column, elements)
  const known = Object.keys(anchors).find((one) => field === one || field.startsWith(`${one}.`))
  return known && anchors[known]
}
