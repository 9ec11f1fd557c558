import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import './card.scss'

export interface CardProps {
  title?: string
  /** A tag or a quiet button beside the title. */
  aside?: ReactNode
  /** Without padding, for rows that have their own. */
  flush?: boolean
  tone?: 'plain' | 'alert' | 'calm' | 'info' | 'warning'
  children?: ReactNode
}

export function Card({ title, aside, flush, tone = 'plain', children }: CardProps) {
  return (
    <View className={`card card--${tone}`}>
      {title ? (
        <View className="card__head">
          <Text className="card__title" {...a11y({ role: 'heading', level: 2 })}>
            {title}
          </Text>
          {aside}
        </View>
      ) : null}
      <View className={flush ? 'card__body card__body--flush' : 'card__body'}>{children}</View>
    </View>
  )
}
