import { Text, View } from '@tarojs/components'
import { Card, Icon } from '../../components'

// A long table can be wrong in every row; the rest comes up as these are mended.
const most = 20

/** What must still be done before the draft can be handed in, all of it. */
export function MissingCard({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null
  return (
    <Card title={`送审前还差 ${reasons.length} 处`} tone="warning">
      {[...new Set(reasons)].slice(0, most).map((reason) => (
        <View className="edit__reason" key={reason}>
          <Icon name="alert" />
          <Text className="edit__problem-words">{reason}</Text>
        </View>
      ))}
    </Card>
  )
}
