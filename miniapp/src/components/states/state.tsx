import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import { Icon, type IconName } from '../icon/icon'
import './states.scss'

export interface StateProps {
  icon: IconName
  title: string
  detail?: string
  /** Something went wrong: the sign is red, and screen readers read it at once. */
  alert?: boolean
  /** What the person can do about it. */
  children?: ReactNode
}

/** A whole page or card that has nothing else to show: a sign, what is the matter, what can be done. */
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
