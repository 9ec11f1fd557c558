import type { Item } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { memo, useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, Problem, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { Confirm } from '../components/confirm/confirm'
import { loadRows } from '../table/load'
import { type Content, newRowKey, type Row } from '../table/rows'

interface LastCardProps {
  last: Answer<'GET /api/screens/edit'>['last']
  item: Item
  /** Whether nothing is written yet. */
  blank: boolean
  onTake: (content: Content) => void
}

/** Offers the last published content as a start, because most months differ only in the figures. */
export const LastCard = memo(function LastCard({ last, item, blank, onTake }: LastCardProps) {
  const [asking, setAsking] = useState(false)
  const copy = useAction(async (_key, from: NonNullable<LastCardProps['last']>) => {
    const { table, elements, ...words } = from.content
    const { rows }: { rows: Row[] } = from.rows > 0 ? await loadRows(from.notice) : { rows: [] }
    // Without the title, because it names the old period, and without elements that the item no longer has.
    onTake({
      ...words,
      title: '',
      elements: elements.filter(({ name }) => item.elements.includes(name)),
      table: table && { ...table, rows: rows.map((row) => ({ ...row, key: newRowKey() })) },
    })
  })
  if (!last) return null
  const take = async () => {
    setAsking(false)
    if (await copy.run(last)) toast('放好了，请写标题，再逐项改成这一次的')
  }
  return (
    <Card title="上次公开的" tone="info">
      <Text>{`《${last.title}》，${dayText(last.publishedAt)}公开`}</Text>
      <Button
        kind="quiet"
        icon="document"
        busy={copy.busy}
        onPress={() => (blank ? void take() : setAsking(true))}
      >
        用上次的内容开头
      </Button>
      <Problem error={copy.error} />
      <Confirm
        open={asking}
        title="换成上次的内容？"
        lines={['您已经写了一些，会被上次的内容盖掉。图片不变。']}
        action="换成上次的"
        onConfirm={() => void take()}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
})
