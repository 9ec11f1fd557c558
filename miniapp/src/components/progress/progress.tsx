import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import './progress.scss'

export interface ProgressProps {
  done: number
  of: number
  /** Before the figures: "已公开". */
  words: string
}

/** A thin bar with the same figures in words. */
export function Progress({ done, of, words }: ProgressProps) {
  const share = of > 0 ? Math.min(100, Math.round((done / of) * 100)) : 0
  const text = `${words} ${done}/${of}`
  return (
    <View className="progress" {...a11y({ role: 'img', label: `${words} ${done} 项，共 ${of} 项` })}>
      <Text className="progress__words">{text}</Text>
      <View className="progress__track">
        <View className="progress__bar" style={{ width: `${share}%` }} />
      </View>
    </View>
  )
}
