import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './row.scss'

export interface RowProps {
  title: string
  /** The plain sentence, or a short explanation. */
  detail?: string
  /** Small print: date, item, publisher. */
  note?: ReactNode
  /** At the right: a state word, a figure. */
  aside?: ReactNode
  icon?: IconName
  unread?: boolean
  onPress?: () => void
  /** Read instead of title and detail. */
  label?: string
}

export function Row({ title, detail, note, aside, icon, unread, onPress, label }: RowProps) {
  const inside = (
    <>
      {icon ? (
        <View className="row__icon">
          <Icon name={icon} />
        </View>
      ) : null}
      <View className="row__main">
        <View className="row__head">
          {unread ? <View className="row__dot" /> : null}
          <Text className={unread ? 'row__title row__title--unread' : 'row__title'}>{title}</Text>
        </View>
        {detail ? <Text className="row__detail">{detail}</Text> : null}
        {note ? <View className="row__note">{note}</View> : null}
      </View>
      {aside ? <View className="row__aside">{aside}</View> : null}
      {onPress ? (
        <View className="row__next">
          <Icon name="next" />
        </View>
      ) : null}
    </>
  )
  if (!onPress) return <View className="row">{inside}</View>
  const name = [unread ? '未读' : '', label ?? title, label ? '' : (detail ?? '')].filter(Boolean).join('，')
  return (
    <Pressable className="row row--live" role="link" label={name} onPress={onPress}>
      {inside}
    </Pressable>
  )
}
