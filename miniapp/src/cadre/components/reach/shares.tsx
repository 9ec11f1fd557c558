import { Text, View } from '@tarojs/components'
import { a11y } from '../../../a11y/a11y'

interface SharesProps {
  parts: readonly { name: string; persons: number; note: string }[]
  /** Their sum. */
  of: number
}

/** Parts that add up, a line each: a bar for the eye, the figure for everybody. */
export function Shares({ parts, of }: SharesProps) {
  return (
    <View className="shares">
      {parts.map(({ name, persons, note }) => (
        <View key={name} className="shares__part">
          <View className="shares__head">
            <Text className="shares__name">{name}</Text>
            <Text className="shares__figure">{`${persons} 人`}</Text>
          </View>
          <View className="shares__track" {...a11y({ hidden: true })}>
            <View className="shares__bar" style={{ width: `${of > 0 ? (persons / of) * 100 : 0}%` }} />
          </View>
          {note ? <Text className="shares__note">{note}</Text> : null}
        </View>
      ))}
    </View>
  )
}
