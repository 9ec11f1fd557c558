import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import './bars.scss'

export interface Bar {
  key: string
  label: string
  value: number
  /** The value as it is read. */
  text: string
  tone?: 'in' | 'out'
}

/** Bars beside their names and figures: the longest is the greatest, or `whole` where parts are shown. Read one after the other, as a list. */
export function Bars({ label, bars, whole = 1 }: { label: string; bars: readonly Bar[]; whole?: number }) {
  const most = Math.max(whole, ...bars.map(({ value }) => Math.abs(value)))
  return (
    <View className="bars" {...a11y({ role: 'list', label })}>
      {bars.map(({ key, label: name, value, text, tone = 'out' }) => (
        <View key={key} className="bars__one" {...a11y({ role: 'listitem' })}>
          <Text className="bars__name">{name}</Text>
          <View className="bars__track" {...a11y({ hidden: true })}>
            <View
              className={`bars__bar bars__bar--${tone}`}
              style={{
                width: `${Math.max(value === 0 ? 0 : 2, Math.round((100 * Math.abs(value)) / most))}%`,
              }}
            />
          </View>
          <Text className="bars__text">{text}</Text>
        </View>
      ))}
    </View>
  )
}
