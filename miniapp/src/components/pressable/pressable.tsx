import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { type Accessible, a11y } from '../../a11y/a11y'

export interface PressableProps extends Accessible {
  className?: string
  onPress?: () => void
}

/** Whatever can be tapped: a role, a name, a place in the tab order, and nothing while disabled. */
export function Pressable({ className, onPress, children, ...named }: PropsWithChildren<PressableProps>) {
  const inactive = named.disabled === true
  return (
    <View
      className={className}
      onClick={inactive ? undefined : onPress}
      {...a11y({ role: 'button', tab: 0, ...named })}
    >
      {children}
    </View>
  )
}
