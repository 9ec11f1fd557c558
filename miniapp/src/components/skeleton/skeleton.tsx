import { View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import './skeleton.scss'

const shapes = ['a', 'b', 'c', 'd', 'e', 'f']

/** Grey cards while the page is loading. */
export function Skeleton({ cards = 3 }: { cards?: number }) {
  return (
    <View className="skeleton" {...a11y({ role: 'status', label: '正在打开，请稍候', live: 'polite' })}>
      {shapes.slice(0, cards).map((shape) => (
        <View className="skeleton__card" key={shape}>
          <View className="skeleton__line skeleton__line--short" />
          <View className="skeleton__line" />
          <View className="skeleton__line" />
        </View>
      ))}
    </View>
  )
}
