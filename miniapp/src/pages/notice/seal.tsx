import type { NoticeView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button } from '../../components'
import { dayText } from '../../format/date'
import { officeOf } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { copyText } from '../../widgets/copy/copy'
import './notice.scss'

const groups = (hash: string) => hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')

interface SealProps {
  notice: NoticeView
  /** How many editions were published. */
  editions: number
}

/** At the end of a notice, in words: that it is the village's own, who looked at it, and whether it was changed. The code is behind a tap. */
export function Seal({ notice, editions }: SealProps) {
  const { region, publishedAt, publishedBy, ledger, code, contentHash } = notice
  const [open, setOpen] = useState(false)
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
          {`${region.level === 'village' ? '村监会审过' : '保密审查通过'}，${ledger?.bodyName ?? publishedBy} ${dayText(publishedAt)}公开。${changed}`}
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
              <Button
                kind="quiet"
                inline
                label="复制核对码"
                onPress={() => void copyText(code, '核对码已复制')}
              >
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
