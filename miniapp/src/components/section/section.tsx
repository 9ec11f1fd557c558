import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import './section.scss'

export interface SectionProps {
  title: string
  /** A quiet button beside the title. */
  aside?: ReactNode
  children: ReactNode
}

/** A heading with rows below it, on the paper itself: things that are alike need no card. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <View className="section">
      <View className="section__head">
        <Text className="section__title" {...a11y({ role: 'heading', level: 2 })}>
          {title}
        </Text>
        {aside}
      </View>
      {children}
    </View>
  )
}
