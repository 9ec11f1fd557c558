import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Badge, Icon, Pressable } from '../../components'
import { goTo } from '../../hooks/navigation'
import { unread } from '../../store/unread'
import { TextSizeButton } from '../../widgets'
import './home.scss'

/** The name of the village, another one in its place, the text size, and the messages. */
export function Top({ name, onSwitch }: { name: string; onSwitch?: () => void }) {
  const count = unread.use()
  return (
    <View className="home-top">
      <View className="home-top__place">
        <Text className="home-top__name" {...a11y({ role: 'heading', level: 1 })}>
          {name}
        </Text>
        {onSwitch ? (
          <Pressable className="home-top__switch" label={`换村，现在是${name}`} onPress={onSwitch}>
            <Text>换村</Text>
            <Icon name="down" />
          </Pressable>
        ) : null}
      </View>
      <View className="home-top__tools">
        <TextSizeButton />
        <Pressable
          className="home-top__bell"
          role="link"
          label={count > 0 ? `消息，${count} 条未读` : '消息'}
          onPress={() => goTo('inbox')}
        >
          <Icon name="bell" />
          <View className="home-top__count">
            <Badge count={count} />
          </View>
        </Pressable>
      </View>
    </View>
  )
}
