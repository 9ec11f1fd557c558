import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../../a11y/a11y'

export interface Share {
  name: string
  persons: number
  /** What the name means, or why. */
  notes: readonly string[]
  /** They may have missed it. */
  missed?: boolean
  /** What can be done about it. */
  action?: ReactNode
}

interface SharesProps {
  parts: readonly Share[]
  /** Their sum. */
  of: number
}

/** Parts that add up, a line each: a bar for the eye, the figure for everybody. */
export function Shares({ parts, of }: SharesProps) {
  return (
    <View className="shares">
      {parts.map(({ name, persons, notes, missed, action }) => (
        <View key={name} className="shares__part">
          <View className="shares__head">
            <Text className="shares__name">{name}</Text>
            <Text className="shares__figure">{`${persons} 人`}</Text>
          </View>
          <View className="shares__track" {...a11y({ hidden: true })}>
            <View
              className={missed ? 'shares__bar shares__bar--missed' : 'shares__bar'}
              style={{ width: `${of > 0 ? (persons / of) * 100 : 0}%` }}
            />
          </View>
          {notes.map((note) => (
            <Text key={note} className="shares__note">
              {note}
            </Text>
          ))}
          {action}
        </View>
      ))}
    </View>
  )
}
