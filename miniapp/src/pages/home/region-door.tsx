import { Text, View } from '@tarojs/components'
import { Icon, Pressable } from '../../components'
import './home.scss'

/** The name of the village; a tap chooses another. */
export function RegionDoor({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <Pressable className="region-door" label={`${name}，换村`} onPress={onPress}>
      <Icon name="house" />
      <Text className="region-door__name">{name}</Text>
      <View className="region-door__switch">
        <Text>换村</Text>
        <Icon name="down" />
      </View>
    </Pressable>
  )
}
