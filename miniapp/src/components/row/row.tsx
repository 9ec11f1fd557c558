import type { Mark } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { asHeard } from '../../a11y/a11y'
import { Icon, type IconName } from '../icon/icon'
import { Marked } from '../marked/marked'
import { Pressable } from '../pressable/pressable'
import { Tag, type TagTone } from '../tag/tag'
import './row.scss'

export interface RowTag {
  text: string
  tone?: TagTone
  icon?: IconName
}

export interface RowProps {
  title: string
  /** The plain sentence, or a short explanation. */
  detail?: string
  /** Small print: date, item, publisher. */
  note?: string
  /** The state in a word. */
  tag?: RowTag
  /** A short figure or word on the right. */
  value?: string
  icon?: IconName
  unread?: boolean
  /** What should be and is not: the title in vermilion. */
  alert?: boolean
  /** What a search found, in the title and in the detail. */
  marks?: { title?: readonly Mark[]; detail?: readonly Mark[] }
  onPress?: () => void
  /** What a screen reader reads after all the texts above: what a tap does, where that is not clear. */
  hint?: string
  /** Shown below the texts. A tap there does not press the row. */
  children?: ReactNode
}

export function Row(props: RowProps) {
  const { title, detail, note, tag, value, icon, unread, alert, marks, onPress } = props
  const state = tag ? (
    <Tag tone={tag.tone} icon={tag.icon}>
      {tag.text}
    </Tag>
  ) : null
  // With a long text there is no room for the tag beside it, so it goes below.
  const below = detail !== undefined || note !== undefined
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
          <Text
            className={`row__title${unread ? ' row__title--unread' : ''}${alert ? ' row__title--alert' : ''}`}
          >
            <Marked marks={marks?.title}>{title}</Marked>
          </Text>
        </View>
        {detail ? (
          <Text className="row__detail" {...asHeard(detail)}>
            <Marked marks={marks?.detail}>{detail}</Marked>
          </Text>
        ) : null}
        {below && (note || state) ? (
          <View className="row__note">
            {state}
            {note ? <Text {...asHeard(note)}>{note}</Text> : null}
          </View>
        ) : null}
      </View>
      {!below && state ? <View className="row__aside">{state}</View> : null}
      {value ? (
        <Text className={value.length > 4 ? 'row__aside' : 'row__aside row__aside--short'}>{value}</Text>
      ) : null}
      {onPress ? (
        <View className="row__next">
          <Icon name="next" />
        </View>
      ) : null}
    </>
  )
  const words = onPress ? (
    <Pressable className="row row--live" role="link" label={spoken(props)} onPress={onPress}>
      {inside}
    </Pressable>
  ) : (
    <View className="row">{inside}</View>
  )
  if (props.children === undefined) return words
  return (
    <View className={icon ? 'row-group row-group--icon' : 'row-group'}>
      {words}
      <View className="row-group__more">{props.children}</View>
    </View>
  )
}

/** The texts in the order in which they stand: whoever sees and whoever hears call the row the same. */
function spoken({ hint, title, detail, note, tag, value, unread }: RowProps): string {
  return [unread ? '未读' : '', title, detail, tag?.text, note, value, hint].filter(Boolean).join('，')
}
