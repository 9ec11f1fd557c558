import { accessTo, type Restriction, visitor } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { type EditionDoc, noticeModels } from '../notices.model'

type Texts = Pick<EditionDoc, 'plain' | 'body' | 'elements'> & {
  table: Pick<NonNullable<EditionDoc['table']>, 'caption' | 'columns'> | null
}

/**
 * What a visitor reads of an edition, for who follows a word. Not the rows of its table: whoever followed a neighbour's
 * name would be told of everything the neighbour is given.
 */
export async function openText(db: Connection, edition: string, restriction: Restriction): Promise<string> {
  if (accessTo(visitor, restriction) === 'title') return ''
  const found = await noticeModels(db)
    .Edition.findById(edition, { plain: 1, body: 1, elements: 1, 'table.caption': 1, 'table.columns': 1 })
    .lean<Texts>()
  if (!found) return ''
  const { plain, body, elements, table } = found
  return [
    plain,
    ...elements.map(({ text }) => text),
    body,
    table?.caption ?? '',
    ...(table?.columns ?? []).map(({ label }) => label),
  ]
    .filter((part) => part !== '')
    .join('\n')
}
