import type { DraftContent, Picture, Table } from '@hutang/shared/contract'
import { EmptyState, NoticeContent } from '../../../components'

export interface ReadingProps {
  content: Pick<DraftContent, 'title' | 'plain' | 'elements' | 'body'>
  table: Table | null
  pictures: readonly Picture[]
}

/** A draft, shown as the notice page will show it. */
export function Reading({ content, table, pictures }: ReadingProps) {
  const { title, plain, body } = content
  const elements = content.elements.filter(({ text }) => text.trim() !== '')
  const empty = !title && !plain && !body && elements.length === 0 && !table && pictures.length === 0
  if (empty) return <EmptyState icon="document" title="还什么都没写" />
  return (
    <NoticeContent
      notice={{ title: title || '（还没有标题）', plain, elements, body, table, pictures: [...pictures] }}
    />
  )
}
