import { Text, View } from '@tarojs/components'
import type { Answer } from '../../api/contract'
import { Fold } from '../../components'
import { yuanText } from './yuan'

export type Money = Answer<'GET /api/regions/:code/sms'>

/** What is left, large; below it the sum that says why, and when SMS are sent at all. */
export function MonthCard({ money }: { money: Money }) {
  const { connected, region, month, monthlyFen, leftFen } = money
  return (
    <>
      <View className="sms-hero">
        <Text className="sms-hero__name">
          {`${region.name} ${Number(month.slice(5))} 月短信费${monthlyFen > 0 ? '还剩' : ''}`}
        </Text>
        <Text className="sms-hero__left">{monthlyFen > 0 ? yuanText(leftFen) : '不发短信'}</Text>
        {monthlyFen > 0 ? (
          linesOf(money).map(({ name, fen }) => (
            <View key={name} className="sms-hero__line">
              <Text>{name}</Text>
              <Text className="sms-hero__figure">{yuanText(fen)}</Text>
            </View>
          ))
        ) : (
          <Text className="sms-hero__note">还没有给这里定短信费。微信、邮件和上门告诉照常。</Text>
        )}
        {connected ? null : (
          <Text className="sms-hero__note sms-hero__note--warning">
            短信公司还没接上，现在一条也发不出去。请找管平台的人。
          </Text>
        )}
        {money.mayChange ? null : <Text className="sms-hero__note">{whoSets(money)}</Text>}
      </View>
      <Fold title="短信什么时候发，钱怎么算">
        {rulesOf(money).map((line) => (
          <Text key={line} className="sms-rule">
            {line}
          </Text>
        ))}
      </Fold>
    </>
  )
}

/** They add up: what is left is what may be spent, without what was spent and what is on its way. */
function linesOf({ monthlyFen, spentFen, reservedFen }: Money): { name: string; fen: number }[] {
  return [
    { name: '这个月最多花', fen: monthlyFen },
    { name: '已经花了', fen: spentFen },
    ...(reservedFen > 0 ? [{ name: '正在发，先留着', fen: reservedFen }] : []),
  ]
}

const whoSets = ({ region }: Money) =>
  region.level === 'village' ? '村里的短信费由镇里定。' : '这里的短信费由上面定。'

const rulesOf = ({ segmentFen }: Money): string[] => [
  '只有两种事发短信：应急的事，和与他家有关的事。微信能收到的人，先用微信。',
  `短信公司发一条收 ${yuanText(segmentFen)}，字多的算两条、三条。没发出去的，钱退回来。`,
  '钱用完了就不再发，改用邮件、入户名单告诉；下个月 1 日重新算起。',
]
