import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './elements.scss'

export interface ElementsProps {
  items: readonly { name: string; text: ReactNode }[]
}

/** A list of names and texts: the elements of a notice, the facts of an item. */
export function Elements({ items }: ElementsProps) {
  return (
    <View className="elements">
      {items.map(({ name, text }) => (
        <View className="elements__pair" key={name}>
          <Text className="elements__name">{name}</Text>
          <View className="elements__text">
            {typeof text === 'string' ? <Text userSelect>{text}</Text> : text}
          </View>
        </View>
      ))}
    </View>
  )
}
