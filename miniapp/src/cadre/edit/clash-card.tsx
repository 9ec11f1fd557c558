import { Text, View } from '@tarojs/components'
import { Button, Card } from '../../components'
import type { Clash } from '../draft/merge'

interface ClashCardProps {
  clashes: readonly Clash[]
  onChoose: (key: string, choice: 'mine' | 'theirs') => void
}

/** Fields that were also changed elsewhere: shows both texts, and the person chooses one. */
export function ClashCard({ clashes, onChoose }: ClashCardProps) {
  if (clashes.length === 0) return null
  return (
    <Card title="这几处在别的地方也改过" tone="warning">
      <Text>两边的内容都在，请选用哪一个。没选之前，这几处不会保存。</Text>
      {clashes.map(({ key, name, mine, theirs }) => (
        <View className="edit__clash" key={key}>
          <Text className="edit__subtitle">{name}</Text>
          <Text className="edit__note">这部手机上写的</Text>
          <Text className="edit__words">{mine}</Text>
          <Button kind="secondary" label={`${name}用这部手机上的`} onPress={() => onChoose(key, 'mine')}>
            用这部手机上的
          </Button>
          <Text className="edit__note">别处已经保存的</Text>
          <Text className="edit__words">{theirs}</Text>
          <Button kind="secondary" label={`${name}用已经保存的`} onPress={() => onChoose(key, 'theirs')}>
            用已经保存的
          </Button>
        </View>
      ))}
    </Card>
  )
}
