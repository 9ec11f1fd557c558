import { Text, View } from '@tarojs/components'
import { Button } from '../../components'

interface LineProps {
  name: string
  note?: string
  action: string
  busy?: boolean
  onPress: () => void
}

/** Something that is followed, or can be, with the button that changes it. */
export function Line({ name, note, action, busy, onPress }: LineProps) {
  return (
    <View className="follow-line">
      <View className="follow-line__words">
        <Text className="follow-line__name">{name}</Text>
        {note ? <Text className="follow-line__note">{note}</Text> : null}
      </View>
      <Button kind="secondary" inline label={name} busy={busy} onPress={onPress}>
        {action}
      </Button>
    </View>
  )
}
