import type { PolicyView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { plainDay } from '../../format/date'
import { windowTag } from '../../format/policy-words'
import { repeatWords } from './words'

interface PolicyFactsProps {
  policy: PolicyView
  /** The most that it may bring this enterprise; null: not known. */
  most: string | null
}

/** What it brings, large, and until when. */
export function PolicyFacts({ policy, most }: PolicyFactsProps) {
  const { amount, status, content } = policy
  const own = most !== null && most !== amount
  const figure = own ? most : amount
  const window = windowTag(status, plainDay)
  return (
    <View className="policy-facts">
      <Text className="policy-facts__what">{own ? '按您填的，这项' : '补多少'}</Text>
      <Text
        className={
          figure.length > 12 ? 'policy-facts__figure policy-facts__figure--long' : 'policy-facts__figure'
        }
      >
        {figure}
      </Text>
      {own ? <Text className="policy-facts__note">{`标准：${amount}`}</Text> : null}
      <Text className="policy-facts__when">{status.deadline || window?.text || status.text}</Text>
      <Text className="policy-facts__note">{repeatWords(content.repeat)}</Text>
    </View>
  )
}
