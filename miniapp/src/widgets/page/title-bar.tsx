import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y, landmark } from '../../a11y/a11y'
import { skipToContent } from '../../a11y/keyboard'
import { Icon } from '../../components/icon/icon'
import { Pressable } from '../../components/pressable/pressable'
import { goBack } from '../../hooks/navigation'

interface TitleBarProps {
  title: string
  root: boolean
  action?: ReactNode
  head?: ReactNode
  /** A dialog lies over it. */
  covered: boolean
}

/** The page's own title, which the text size reaches. On weapp it stands below WeChat's bar, which says 护塘; h5 has a bar of its own. */
export function TitleBar({ title, root, action, head, covered }: TitleBarProps) {
  const hidden = a11y({ hidden: covered || undefined })
  const own = head ?? (
    <>
      <Text className="title-bar__title" {...a11y({ role: 'heading', level: 1 })}>
        {title}
      </Text>
      {action}
    </>
  )
  if (process.env.TARO_ENV !== 'h5') {
    return (
      <View className={head ? 'page__head' : 'page__title'} {...hidden}>
        {own}
      </View>
    )
  }
  return (
    <View className="title-bar" {...landmark('banner')} {...hidden}>
      <Pressable className="title-bar__skip" role="link" label="跳到正文" onPress={skipToContent}>
        <Text>跳到正文</Text>
      </Pressable>
      {root || head ? null : (
        <Pressable className="title-bar__back" label="返回" onPress={goBack}>
          <Icon name="back" />
        </Pressable>
      )}
      {own}
    </View>
  )
}
