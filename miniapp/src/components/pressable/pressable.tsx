import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { type Accessible, a11y } from '../../a11y/a11y'

export interface PressableProps extends Accessible {
  className?: string
  /** For a scroller that brings it into view. */
  id?: string
  onPress?: () => void
}

/** Anything that can be tapped, with its role and name; it can be focused, and does nothing while disabled. */
export function Pressable({ className, id, onPress, children, ...named }: PropsWithChildren<PressableProps>) {
  const inactive = named.disabled === true
  return (
    <View
      id={id}
      className={className ? `pressable ${className}` : 'pressable'}
      {...pressed(inactive)}
      onClick={inactive ? undefined : onPress}
      {...a11y({ role: 'button', tab: 0, ...named })}
    >
      {children}
    </View>
  )
}

/** h5 has `:active` for it. */
const pressed = (inactive: boolean) =>
  process.env.TARO_ENV === 'h5' ? {} : { hoverClass: inactive ? 'none' : 'pressable--pressed' }
