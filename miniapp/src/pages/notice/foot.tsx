import type { NoticeView, SubscriptionView } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Button } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useFollow } from '../../widgets'
import { Listen } from './listen'
import './notice.scss'

interface FootProps {
  notice: NoticeView
  subscription: SubscriptionView | null
  onFollowed: (subscription: SubscriptionView | null) => void
}

/** At the thumb: 听一听, 问一问, 有新的告诉我. */
export function Foot({ notice, subscription, onFollowed }: FootProps) {
  const { id, region, item, title, access } = notice
  const follow = useFollow({ region: region.code, item: item.no }, subscription, onFollowed)
  return (
    <View className="notice-foot">
      {(process.env.TARO_ENV === 'h5' || SPEECH_PLUGIN) && access !== 'title' ? (
        <Listen key={notice.edition} notice={notice} />
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
  )
}
