import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from '../icon/icon'
import './tag.scss'

export type TagTone = 'good' | 'missing' | 'soon' | 'info' | 'plain'

const icons: Record<TagTone, IconName | undefined> = {
  good: 'check',
  missing: 'alert',
  soon: 'clock',
  info: 'info',
  plain: undefined,
}

export interface TagProps {
  tone?: TagTone
  icon?: IconName
  children: string
}

/** A state as a word with an icon, never as colour alone. */
export function Tag({ tone = 'plain', icon, children }: TagProps) {
  const drawn = icon ?? icons[tone]
  return (
    <View className={`tag tag--${tone}`}>
      {drawn ? <Icon name={drawn} /> : null}
      <Text className="tag__word">{children}</Text>
    </View>
  )
}
