import { View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import './icon.scss'

export type IconName =
  | 'home'
  | 'catalogue'
  | 'message'
  | 'person'
  | 'policy'
  | 'back'
  | 'next'
  | 'down'
  | 'search'
  | 'close'
  | 'check'
  | 'clock'
  | 'alert'
  | 'lock'
  | 'edit'
  | 'plus'
  | 'image'
  | 'star'
  | 'document'
  | 'offline'
  | 'text'
  | 'info'
  | 'house'
  | 'return'
  | 'people'
  | 'money'
  | 'land'
  | 'building'
  | 'leaf'
  | 'heart'
  | 'bell'
  | 'trash'
  | 'list'

export interface IconProps {
  name: IconName
  /** Only for an icon without words beside it; otherwise screen readers skip it. */
  label?: string
}

export function Icon({ name, label }: IconProps) {
  return (
    <View className={`icon icon--${name}`} {...a11y(label ? { role: 'img', label } : { hidden: true })} />
  )
}
