import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { a11y } from '../../a11y/a11y'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'

interface TitleBarProps {
  title: string
  root: boolean
  action?: ReactNode
}

/** h5 draws its own bar; weapp has a native one, so there only the action remains. */
export function TitleBar({ title, root, action }: TitleBarProps) {
  if (process.env.TARO_ENV !== 'h5') {
    return action ? <View className="page__action">{action}</View> : null
  }
  return (
    <View className="title-bar">
      {root ? null : (
        <Pressable className="title-bar__back" label="返回" onPress={goBack}>
          <Icon name="back" />
        </Pressable>
      )}
      <Text className="title-bar__title" {...a11y({ role: 'heading', level: 1 })}>
        {title}
      </Text>
      {action}
    </View>
  )
}

/** Who came by a link has no page behind this one: home then. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: '/pages/home/index' })
}
