import type { DraftContent, Item } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, toast } from '../../components'
import { dayText } from '../../format/date'
import { Confirm } from '../components/confirm/confirm'
import { isBlank } from './suggest'

interface LastCardProps {
  last: Answer<'GET /api/screens/edit'>['last']
  item: Item
  content: DraftContent
  onTake: (content: DraftContent) => void
}

/** Offers the last published content as a start, because most months differ only in the figures. */
export function LastCard({ last, item, content, onTake }: LastCardProps) {
  const [asking, setAsking] = useState(false)
  if (!last) return null
  const take = () => {
    // Without the title, because it names the old period, and without elements that the item no longer has.
    const elements = last.content.elements.filter(({ name }) => item.elements.includes(name))
    onTake({ ...last.content, title: '', elements })
    setAsking(false)
    toast('放好了，请写标题，再逐项改成这一次的')
  }
  return (
    <Card title="上次公开的" tone="info">
      <Text>{`《${last.title}》，${dayText(last.publishedAt)}公开`}</Text>
      <Button kind="quiet" icon="document" onPress={isBlank(content) ? take : () => setAsking(true)}>
        用上次的内容开头
      </Button>
      <Confirm
        open={asking}
        title="换成上次的内容？"
        lines={['您已经写了一些，会被上次的内容盖掉。图片不变。']}
        action="换成上次的"
        onConfirm={take}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
}
