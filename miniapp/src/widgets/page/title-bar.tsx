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
}

/** h5 draws its own title bar; weapp has a native one, so only the action is drawn there. */
export function TitleBar({ title, root, action, head }: TitleBarProps) {
  if (process.env.TARO_ENV !== 'h5') {
    if (head) return <View className="page__head">{head}</View>
    return action ? <View className="page__action">{action}</View> : null
  }
  return (
    <View className="title-bar" {...landmark('banner')}>
      <Pressable className="title-bar__skip" role="link" label="跳到正文" onPress={skipToContent}>
        <Text>跳到正文</Text>
      </Pressable>
      {head}
      {root || head ? null : (
        <Pressable className="title-bar__back" label="返回" onPress={goBack}>
          <Icon name="back" />
        </Pressable>
      )}
      {head ? null : (
        <>
          <Text className="title-bar__title" {...a11y({ role: 'heading', level: 1 })}>
            {title}
          </Text>
          {action}
        </>
      )}
    </View>
  )
}
