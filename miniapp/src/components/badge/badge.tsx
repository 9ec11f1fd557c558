import { Text } from '@tarojs/components'
import './badge.scss'

export interface BadgeProps {
  count: number
}

/** How many are unread; nothing for none. Its owner speaks the number. */
export function Badge({ count }: BadgeProps) {
  return count > 0 ? <Text className="badge">{count > 99 ? '99+' : String(count)}</Text> : null
}
