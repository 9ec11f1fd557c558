import type { DraftContent, Item, Picture, Table as TableData } from '@hutang/shared/contract'
import { Image, Text, View } from '@tarojs/components'
import { a11y } from '../../../a11y/a11y'
import { Card, Elements, EmptyState, Lead, Table } from '../../../components'
import './reading.scss'

export interface ReadingProps {
  content: Pick<DraftContent, 'title' | 'plain' | 'elements' | 'body'>
  table: TableData | null
  pictures: readonly Picture[]
  item: Item
  regionName: string
}

/** A notice as it stands once published, from the same parts as the notice page. */
export function Reading({ content, table, pictures, item, regionName }: ReadingProps) {
  const { title, plain, body } = content
  const elements = content.elements.filter((element) => element.text.trim() !== '')
  const empty = !title && !plain && !body && elements.length === 0 && !table && pictures.length === 0
  if (empty) return <EmptyState icon="document" title="还什么都没写" />
  return (
    <View className="reading">
      <Text className="reading__title" {...a11y({ role: 'heading', level: 2 })} userSelect>
        {title || '（还没有标题）'}
      </Text>
      <Text className="reading__note">{`${regionName} · ${item.no} ${item.level2}`}</Text>
      {plain ? <Lead>{plain}</Lead> : null}
      {elements.length > 0 ? (
        <Card title="公开内容">
          <Elements items={elements} />
        </Card>
      ) : null}
      {table ? <Table table={table} /> : null}
      {body ? (
        <Card title="正文">
          <Text className="reading__body" userSelect>
            {body}
          </Text>
        </Card>
      ) : null}
      {pictures.map((picture) => (
        <View className="reading__picture" key={picture.id}>
          <Image
            className="reading__image"
            src={API_BASE + picture.url}
            mode="widthFix"
            {...a11y({ role: 'img', label: picture.alt })}
          />
          <Text className="reading__note">{picture.alt}</Text>
        </View>
      ))}
    </View>
  )
}
