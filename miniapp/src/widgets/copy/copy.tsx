import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type ReactNode, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { toast } from '../../components'
import './copy.scss'

/** Whether it could: a phone may forbid it. What cannot be copied must stand where it can be pressed long. */
export async function copyText(data: string, done: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data })
    toast(done)
    return true
  } catch {
    toast('没有复制成功，请长按文字复制')
    return false
  }
}

export interface Copy {
  copy: (data: string, done: string) => Promise<void>
  /** The text that could not be copied, to be pressed long. */
  byHand: ReactNode
}

/** For a text that stands nowhere on the page. */
export function useCopy(): Copy {
  const [refused, setRefused] = useState('')
  return {
    copy: async (data, done) => setRefused((await copyText(data, done)) ? '' : data),
    byHand: refused ? (
      <View className="copy" {...a11y({ role: 'alert' })}>
        <Text className="copy__why">没有复制成功，请长按下面的字复制：</Text>
        <Text className="copy__text" userSelect>
          {refused}
        </Text>
      </View>
    ) : null,
  }
}
