import type { PackageCondition } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from '../../components/icon/icon'
import './policy-conditions.scss'

const signs: Record<PackageCondition['truth'], { icon: IconName; word: string }> = {
  met: { icon: 'check', word: '符合' },
  unmet: { icon: 'close', word: '不符合' },
  unknown: { icon: 'info', word: '还不知道' },
}

interface PolicyConditionsProps {
  conditions: readonly PackageCondition[]
  /** With the sentence of the document below each. */
  sources?: boolean
}

/** Each condition with the own value beside it: 流转面积50亩以上 · 您 32亩. */
export function PolicyConditions({ conditions, sources }: PolicyConditionsProps) {
  return (
    <View className="policy-conditions">
      {conditions.map((one) => {
        const { text, source, own, truth, hard } = one
        const { icon, word } = signs[truth]
        return (
          <View className={`policy-conditions__one policy-conditions__one--${truth}`} key={text + source}>
            <Icon name={icon} label={word} />
            <View className="policy-conditions__words">
              <Text className="policy-conditions__text">
                {`${hard ? '' : '优先：'}${text} · ${own === null ? '还没填' : `您：${own}`}`}
              </Text>
              {sources ? (
                <Text className="policy-conditions__source" userSelect>
                  {`原文：“${source}”`}
                </Text>
              ) : null}
            </View>
          </View>
        )
      })}
    </View>
  )
}
