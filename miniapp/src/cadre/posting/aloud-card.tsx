import { Text, View } from '@tarojs/components'
import { download } from '../../api/download'
import { Button, Card, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { copyText } from '../../widgets/copy/copy'
import { NoteButton } from './note-button'
import type { OutputPart } from './part'
import './posting.scss'

/** 大喇叭: what is read aloud, with how long it takes; printed large or copied. */
export function AloudCard({ outputs, note }: OutputPart) {
  const { loudspeaker, notice } = outputs
  const print = useAction(() =>
    download('GET /api/notices/:id/loudspeaker.pdf', {
      params: { id: notice },
      name: '大喇叭稿.pdf',
      open: true,
    }),
  )
  if (!loudspeaker) return null
  const { text, minutes, characters } = loudspeaker
  return (
    <Card title="大喇叭播一遍">
      <Text className="posting__figure">{`约 ${minutes} 分钟`}</Text>
      <Text className="posting__hint">{`${characters} 个字，数字和日期都写成念的样子，照着念就行。`}</Text>
      <View className="posting__words">
        <Text className="posting__text" userSelect>
          {text}
        </Text>
      </View>
      <View className="posting__tools">
        <Button kind="secondary" icon="document" busy={print.busy} onPress={() => void print.run()}>
          打印大字稿
        </Button>
        <Button kind="secondary" icon="text" onPress={() => void copyText(text, '稿子已复制')}>
          复制稿子
        </Button>
      </View>
      <Problem error={print.error} />
      <NoteButton outputs={outputs} note={note} where="loudspeaker" />
    </Card>
  )
}
