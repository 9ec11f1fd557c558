import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Button, Fold, Problem, Row } from '../../components'
import { dayText } from '../../format/date'
import { openPage } from '../../hooks/navigation'
import type { Digest, SubscriptionsData } from './data'
import { sentenceOf } from './sentence'
import type { Put } from './use-put'

interface HeroProps {
  data: SubscriptionsData
  digest: Digest | undefined
  put: Put
}

/** When and by what, in one sentence; below it what the next message will say, and the one tap that ends it all. */
export function Hero({ data: { preferences, subscriptions }, digest, put }: HeroProps) {
  const { when, how } = sentenceOf(preferences, digest?.channels, subscriptions.length > 0)
  const { channels, quietFrom, quietTo } = preferences
  const off = channels.length === 0
  const quiet = quietFrom === quietTo ? '' : `夜里 ${quietFrom} 到 ${quietTo} 不打扰。`
  return (
    <View className="told-hero">
      <View className="told-hero__sentence" {...a11y({ role: 'status' })}>
        <Text className="told-hero__when">{when}</Text>
        {how ? <Text className="told-hero__how">{how}</Text> : null}
      </View>
      {off ? null : <Text className="told-hero__note">{`应急的事马上发。${quiet}`}</Text>}
      <Problem error={put.errorOf('channels')} />
      {off ? (
        <Button
          busy={put.busy}
          onPress={() => put({ channels: ['wechat', 'sms', 'email'] }, '好，又会告诉您了')}
        >
          重新告诉我
        </Button>
      ) : (
        <>
          {digest ? <Next digest={digest} /> : null}
          <Button
            kind="quiet"
            busy={put.busy}
            onPress={() => put({ channels: [] }, '都关掉了。公开栏和“消息”里随时能看')}
          >
            都不要提醒了，点这里关掉
          </Button>
        </>
      )}
    </View>
  )
}

/** The next digest as it would be now. */
function Next({ digest: { at, atText, count, groups, empty } }: { digest: Digest }) {
  if (at === null) return null
  if (count === 0) return <Text className="told-hero__note">{empty ?? '现在没有要汇总的。'}</Text>
  return (
    <Fold title={`${atText ?? ''} 要告诉您 ${count} 条`} note="点开先看" flush>
      {groups.map(({ category, lines }) => (
        <View key={category}>
          <Text className="told-hero__group">{category}</Text>
          {lines.map((line) => (
            <Row
              key={`${line.page} ${line.publishedAt}`}
              title={line.title}
              note={`${dayText(line.publishedAt)} · ${line.why}`}
              onPress={() => void openPage(line.page.replace('from=push&', ''))}
            />
          ))}
        </View>
      ))}
    </Fold>
  )
}
