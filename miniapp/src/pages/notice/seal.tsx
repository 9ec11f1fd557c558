import type { NoticeView } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { a11y } from '../../a11y/a11y'
import { Button, toast } from '../../components'
import './notice.scss'

const groups = (hash: string) => hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')

/** At the end of a notice: its edition, and the hash (校验码) of the approved text. */
export function Seal({ notice }: { notice: NoticeView }) {
  const copy = async () => {
    try {
      await Taro.setClipboardData({ data: notice.contentHash })
      toast('校验码已复制')
    } catch {
      toast('没有复制成功，请长按校验码复制')
    }
  }
  return (
    <View className="seal">
      <View className="seal__mark" {...a11y({ hidden: true })}>
        <Text>完整</Text>
      </View>
      <View className="seal__words">
        <Text className="seal__line">
          第 {notice.editionNo} 版，公开的就是{officeWords(notice.region.level).review}通过的原文，内容完整。
        </Text>
        <Text className="seal__hash" userSelect>
          校验码 {groups(notice.contentHash)}…
        </Text>
        <Button kind="quiet" inline label="复制完整的校验码" onPress={() => void copy()}>
          复制校验码
        </Button>
      </View>
    </View>
  )
}
