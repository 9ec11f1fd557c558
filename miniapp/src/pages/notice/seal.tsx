import type { NoticeView } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, toast } from '../../components'
import { dayText } from '../../format/date'
import { officeOf } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import './notice.scss'

const groups = (hash: string) => hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')

interface SealProps {
  notice: NoticeView
  /** How many editions were published. */
  editions: number
}

/** At the end of a notice, in words: that it is the village's own, who looked at it, and whether it was changed. The code is behind a tap. */
export function Seal({ notice, editions }: SealProps) {
  const { region, publishedAt, publishedBy, code, contentHash } = notice
  const [open, setOpen] = useState(false)
  const copy = async () => {
    try {
      await Taro.setClipboardData({ data: code })
      toast('核对码已复制')
    } catch {
      toast('没有复制成功，请长按核对码复制')
    }
  }
  const changed = editions > 1 ? `更正过 ${editions - 1} 次，这是第 ${notice.editionNo} 版。` : '没有改过。'
  return (
    <View className="seal">
      <View className="seal__mark" {...a11y({ hidden: true })}>
        <Text>{region.level === 'village' ? '村务' : '政务'}</Text>
        <Text>公开</Text>
      </View>
      <View className="seal__words">
        <Text className="seal__title">{`这是${officeOf(region.level)}正式公开的`}</Text>
        <Text className="seal__line">
          {`${officeWords(region.level).review}审过，${publishedBy} ${dayText(publishedAt)}公开。${changed}`}
        </Text>
        {open ? (
          <>
            <Text className="seal__code" userSelect>{`核对码 ${code}`}</Text>
            {contentHash ? (
              <Text className="seal__hash" userSelect>
                {`原文校验码 ${groups(contentHash)}…，一个字也没有动过。`}
              </Text>
            ) : null}
            <View className="seal__ways">
              <Button kind="quiet" inline label="复制核对码" onPress={() => void copy()}>
                复制
              </Button>
              <Button kind="quiet" inline onPress={() => goTo('check', { code })}>
                怎么核对
              </Button>
            </View>
          </>
        ) : (
          <Button kind="quiet" inline onPress={() => setOpen(true)}>
            看核对码
          </Button>
        )}
      </View>
    </View>
  )
}
