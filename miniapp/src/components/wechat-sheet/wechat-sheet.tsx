import type { GrantTemplate } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useId } from 'react'
import { a11y } from '../../a11y/a11y'
import { useDialogFocus } from '../dialog/use-dialog-focus'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './wechat-sheet.scss'

export interface WechatSheetProps {
  templates: readonly GrantTemplate[]
  onAnswer: (result: 'accept' | 'reject') => void
}

/** In the demo on h5: looks like the sheet that WeChat opens for wx.requestSubscribeMessage. */
export function WechatSheet({ templates, onAnswer }: WechatSheetProps) {
  const id = `sheet${useId().replace(/:/g, '')}`
  useDialogFocus(true, id, () => onAnswer('reject'))
  return (
    <View className="wechat-sheet">
      <View className="wechat-sheet__shade" {...a11y({ hidden: true })} />
      <View
        className="wechat-sheet__sheet"
        id={id}
        {...a11y({ role: 'dialog', label: '微信授权', modal: true, tab: -1 })}
      >
        <Text className="wechat-sheet__who">护塘 申请</Text>
        <Text className="wechat-sheet__what">向您发送以下消息</Text>
        {templates.map(({ templateId, title, long }) => (
          <View key={templateId} className="wechat-sheet__line">
            <Icon name="check" />
            <Text>{title}</Text>
            <Text className="wechat-sheet__note">{long ? '长期' : '每允许一次，可收一条'}</Text>
          </View>
        ))}
        <View className="wechat-sheet__answers">
          <Pressable className="wechat-sheet__no" label="拒绝" onPress={() => onAnswer('reject')}>
            <Text>拒绝</Text>
          </Pressable>
          <Pressable className="wechat-sheet__yes" label="允许" onPress={() => onAnswer('accept')}>
            <Text>允许</Text>
          </Pressable>
        </View>
        <Text className="wechat-sheet__demo">演示：真机上这个窗口由微信弹出</Text>
      </View>
    </View>
  )
}
