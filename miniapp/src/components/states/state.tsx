import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import { Icon, type IconName } from '../icon/icon'
import './states.scss'

export interface StateProps {
  icon: IconName
  title: string
  detail?: string
  /** An error: the icon is red, and a screen reader reads it at once. */
  alert?: boolean
  /** What the person can do about it. */
  children?: ReactNode
}

/** Fills a page or card that has nothing to show: an icon, what is the matter, and what can be done. */
export function State({ icon, title, detail, alert, children }: StateProps) {
  return (
    <View className="state" {...a11y(alert ? { role: 'alert' } : {})}>
      <View className={alert ? 'state__sign state__sign--alert' : 'state__sign'}>
        <Icon name={icon} />
      </View>
      <Text className="state__title">{title}</Text>
      {detail ? <Text className="state__detail">{detail}</Text> : null}
      {children}
    </View>
  )
}
