import type { NoticeView } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Button, Card } from '../../components'
import { goTo } from '../../hooks/navigation'
import './notice.scss'

/** Above a corrected notice: what changed for the own household, then what changed, and the way to the difference. */
export function Corrected({ notice: { id, editionNo, correction } }: { notice: NoticeView }) {
  if (!correction) return null
  return (
    <Card title="已更正" tone="info">
      {correction.own.map((line) => (
        <Text key={line} className="notice-own-change" userSelect>
          {line}
        </Text>
      ))}
      <Text className="notice-change" userSelect>
        {correction.text}
      </Text>
      <Button kind="secondary" inline onPress={() => goTo('changes', { id, no: editionNo })}>
        看改了什么
      </Button>
    </Card>
  )
}

/** Above an older edition: it does not hold any more, and where the one is that does. */
export function Older({ notice: { id, editionNo, newest } }: { notice: NoticeView }) {
  if (newest) return null
  return (
    <Card title={`这是第 ${editionNo} 版，后来更正过`} tone="warning">
      <Text className="notice-change">留在这里备查，以现在的一版为准。</Text>
      <Button kind="secondary" onPress={() => goTo('notice', { id })}>
        看现在的内容
      </Button>
    </Card>
  )
}
