import { Text, View } from '@tarojs/components'
import { Card, Icon } from '../../components'

/** What must still be done before the draft can be handed in, all of it. */
export function MissingCard({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null
  return (
    <Card title={`送审前还差 ${reasons.length} 处`} tone="warning">
      {reasons.map((reason) => (
        <View className="edit__reason" key={reason}>
          <Icon name="alert" />
          <Text className="edit__problem-words">{reason}</Text>
        </View>
      ))}
    </Card>
  )
}
