import { Text } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import './badge.scss'

export interface BadgeProps {
  count: number
}

/** A number of unread messages; nothing for 0. The label of the button around it says the number. */
export function Badge({ count }: BadgeProps) {
  return count > 0 ? (
    <Text className="badge" {...a11y({ hidden: true })}>
      {count > 99 ? '99+' : String(count)}
    </Text>
  ) : null
}
