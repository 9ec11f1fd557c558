import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { chooseTextSize } from '../../api/text-size'
import { Pressable } from '../../components/pressable/pressable'
import { textSize } from '../../store/text-size'
import { textSizes } from '../../theme/text-size'
import './text-size-picker.scss'

/** The four text sizes, each shown in its own size. */
export function TextSizePicker() {
  const current = textSize.use()
  return (
    <View className="text-size" {...a11y({ role: 'radiogroup', label: '文字大小' })}>
      {textSizes.map(({ id, name }) => (
        <Pressable
          key={id}
          className={`text-size__choice size-${id} ${id === current ? 'text-size__choice--current' : ''}`}
          role="radio"
          label={name}
          checked={id === current}
          tab={id === current ? 0 : -1}
          onPress={() => void chooseTextSize(id)}
        >
          <Text className="text-size__sample" {...a11y({ hidden: true })}>
            字
          </Text>
          <Text className="text-size__name">{name}</Text>
        </Pressable>
      ))}
    </View>
  )
}
