import type { EditionWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Card, Icon } from '../../../components'
import './warnings.scss'

const most = 12

/** Numbers to look at once more. They do not stop anything; the writer confirms them when handing in. */
export function Warnings({ work }: { work: Pick<EditionWork, 'warnings' | 'state'> }) {
  const { warnings, state } = work
  if (warnings.length === 0) return null
  const writing = state === 'draft' || state === 'returned'
  return (
    <Card title={writing ? `有 ${warnings.length} 处数字请再看一眼` : '经办确认过的数字'} tone="warning">
      {warnings.slice(0, most).map(({ message }) => (
        <View className="warnings__line" key={message}>
          <Icon name="alert" />
          <Text className="warnings__words">{message}</Text>
        </View>
      ))}
      {warnings.length > most ? <Text>{`还有 ${warnings.length - most} 处`}</Text> : null}
      {writing ? <Text className="warnings__note">没有错也可以送审，送审时请确认。</Text> : null}
    </Card>
  )
}
