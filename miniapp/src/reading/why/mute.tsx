import type { MuteView } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { muted, sameMute } from '../../api/mutes'
import { Button, Card, Problem, toast } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import './why.scss'

interface MuteProps {
  about: { notice: string; region: string; item: number }
}

/** 静音: it still comes to 消息, and is not sent. */
export function Mute({ about: { notice, region, item } }: MuteProps) {
  const screen = useScreen('GET /api/screens/subscriptions', { query: { region } })
  const save = useAction(
    async (_key, mute: { notice: string } | { region: string; item: number }, on: boolean) => {
      const mutes = await muted(screen.data?.mutes ?? [], mute, on)
      screen.change((old) => ({ ...old, mutes }))
      toast(on ? '好，不再提醒。公开栏和“消息”里随时能看' : '好，以后再告诉您')
    },
  )
  if (!screen.data) return null
  const has = (mute: { notice: string } | { region: string; item: number }) =>
    screen.data?.mutes.some((one: MuteView) => sameMute(one, mute)) === true
  const kinds = [
    { mute: { region, item }, off: '这一项不再提醒', on: '这一项再提醒我' },
    { mute: { notice }, off: '只是这一条不再提醒', on: '这一条再提醒我' },
  ]
  return (
    <Card title="不想再收到">
      <View className="why-mutes">
        <Problem error={save.error} />
        {kinds.map(({ mute, off, on }) => (
          <Button key={off} kind="secondary" busy={save.busy} onPress={() => void save.run(mute, !has(mute))}>
            {has(mute) ? on : off}
          </Button>
        ))}
      </View>
      <Button kind="quiet" onPress={() => goTo('subscriptions')}>
        去“我的订阅”里改
      </Button>
    </Card>
  )
}
