import { Text, View } from '@tarojs/components'
import { Card, Icon } from '../../components'

// A long table can have a problem in every row; the others appear when the first are solved.
const most = 20

/** Everything that must still be done before 送审. */
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
