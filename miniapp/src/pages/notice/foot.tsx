import type { NoticeView, SubscriptionView } from '@hutang/shared/contract'
import { spokenNotice } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Button } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useSpeech } from '../../hooks/use-speech'
import { useFollow } from '../../widgets'
import './notice.scss'

interface FootProps {
  notice: NoticeView
  subscription: SubscriptionView | null
  onFollowed: (subscription: SubscriptionView | null) => void
}

/** At the thumb: 听一听, 问一问, 有新的告诉我. */
export function Foot({ notice, subscription, onFollowed }: FootProps) {
  const { id, region, item, title } = notice
  const speech = useSpeech(() => spokenNotice(notice))
  const follow = useFollow({ region: region.code, item: item.no }, subscription, onFollowed)
  const { state } = speech
  const reading = state === 'reading'
  return (
    <View>
      {state === 'off' ? null : (
        <View className="notice-speech" {...a11y({ role: 'group', label: '听一听' })}>
          <Text className="notice-speech__words" {...a11y({ role: 'status' })}>
            {state === 'failed'
              ? '这部手机没有读出来，可能没有装中文语音'
              : `${reading ? '正在读' : '停在'}第 ${speech.at} 句，共 ${speech.of} 句`}
          </Text>
          <View className="notice-speech__ways">
            <Button kind="quiet" inline label="读慢一点" onPress={speech.slower}>
              慢一点
            </Button>
            <Button kind="quiet" inline label="读快一点" onPress={speech.faster}>
              快一点
            </Button>
            <Button kind="quiet" inline label="不听了" onPress={speech.stop}>
              不听了
            </Button>
          </View>
        </View>
      )}
      <View className="notice-foot">
        {speech.possible && notice.access !== 'title' ? (
          <Button kind="secondary" onPress={reading ? speech.pause : speech.read}>
            {reading ? '停一停' : state === 'paused' ? '接着听' : '听一听'}
          </Button>
        ) : null}
        <Button kind="secondary" onPress={() => goTo('ask', { region: region.code, notice: id, title })}>
          问一问
        </Button>
        {follow.followed ? (
          <Button kind="secondary" onPress={() => goTo('subscriptions')}>
            已订阅
          </Button>
        ) : (
          <Button busy={follow.busy} onPress={follow.begin}>
            有新的告诉我
          </Button>
        )}
      </View>
    </View>
  )
}
