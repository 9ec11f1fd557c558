import type { Difference as DifferenceData, RowDifference } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { momentText } from '../../format/date'
import { Card } from '../card/card'
import { LoadMore, type LoadMoreProps } from '../load-more/load-more'
import { RowChanged } from './row-changed'
import { WordsChanged, type WordsPart } from './words-changed'
import './difference.scss'

export interface DifferenceProps {
  difference: DifferenceData
  /** The changed rows that have been read, and the way to the others. */
  rows: LoadMoreProps['pages'] & { items: readonly RowDifference[] }
}

/** What is different between two editions: the own household first, then the words, pictures and table. */
export function Difference({ difference, rows }: DifferenceProps) {
  const { title, plain, body, elements, pictures, table, validUntil } = difference
  const own = rows.items.filter((row) => row.own)
  const others = rows.items.filter((row) => !row.own)
  const draw = (row: RowDifference, at: number) => (
    <RowChanged
      // Rows have no id, and their order does not change.
      key={`${row.own}${at}`}
      row={row}
      columns={(row.change === 'removed' ? table?.columnsBefore : table?.columns) ?? []}
    />
  )
  return (
    <View>
      {own.length > 0 ? <Card title="我家的">{own.map(draw)}</Card> : null}
      <Words title="标题" parts={title} />
      <Words title="一句话说清" parts={plain} />
      {elements.map(({ name, parts }) => (
        <Words key={name} title={name} parts={parts} />
      ))}
      <Words title="正文" parts={body} />
      {validUntil ? (
        <Card title="有效至">
          <Lines lines={[`原来：${untilText(validUntil.before)}`, `现在：${untilText(validUntil.after)}`]} />
        </Card>
      ) : null}
      {pictures.length > 0 ? (
        <Card title="图片">
          <Lines lines={pictures.map(({ change, alt }) => `${pictureWords[change]}：${alt}`)} />
        </Card>
      ) : null}
      {table && (table.total > own.length || table.caption || table.columnChanges.length > 0) ? (
        <Card title={`表格${table.total > 0 ? `，${table.total} 行有变化` : ''}`}>
          <Words title="表名" parts={table.caption} bare />
          <Lines lines={table.columnChanges.map(columnSentence)} />
          {others.map(draw)}
          <LoadMore pages={rows} />
        </Card>
      ) : null}
    </View>
  )
}

interface WordsProps {
  title: string
  parts: readonly WordsPart[] | null
  /** Inside a card already. */
  bare?: boolean
}

function Words({ title, parts, bare }: WordsProps) {
  if (!parts?.some(({ kind }) => kind !== 'same')) return null
  const words: ReactNode = <WordsChanged parts={parts} />
  return bare ? (
    <View className="difference__row">
      <Text className="difference__label">{title}</Text>
      {words}
    </View>
  ) : (
    <Card title={title}>{words}</Card>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.map((line) => (
      <Text className="difference__all" key={line}>
        {line}
      </Text>
    ))}
  </>
)

const untilText = (until: string | null): string => (until ? momentText(until) : '一直有效')

const pictureWords = { added: '新加', removed: '删去', changed: '换了' } as const

type ColumnChange = NonNullable<DifferenceData['table']>['columnChanges'][number]

const columnSentence = ({ change, label, before }: ColumnChange): string => {
  if (change === 'added') return `多了一列“${label}”`
  if (change === 'removed') return `少了一列“${label}”`
  if (change === 'renamed') return `“${before ?? ''}”这一列改叫“${label}”`
  if (change === 'moved') return `“${label}”这一列换了位置`
  return `“${label}”这一列的写法变了`
}
