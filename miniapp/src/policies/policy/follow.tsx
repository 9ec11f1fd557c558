import type { PolicyView } from '@hutang/shared/contract'
import { mutePolicy } from '../../api/mute-policy'
import { sameMute } from '../../api/mutes'
import { sameScope } from '../../api/subscriptions'
import { Card, Problem, Row, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Subscribe } from '../../widgets'
import { keepDeadline } from './calendar'

const words = {
  begin: '有变化告诉我',
  followed: '已关注这项政策',
  visitor: '开始、截止、额满、更正，都告诉您',
}

/** What happens to it is told, or not any more; the last day goes into the phone's own calendar. */
export function Follow({ policy }: { policy: PolicyView }) {
  const { id, region, status, state } = policy
  const user = useUser()
  const scope = { region: region.code, policy: { id } }
  const screen = useScreen('GET /api/screens/subscriptions', user ? { query: { region: region.code } } : null)
  const own = screen.data?.subscriptions.find((one) => sameScope(one, scope)) ?? null
  const isMuted = screen.data?.mutes.some((one) => sameMute(one, { policy: id })) ?? false
  const keep = useAction(() => keepDeadline(policy))
  const mute = useAction(async (_key, on: boolean) => {
    const mutes = await mutePolicy(id, on, region.code)
    screen.change((old) => ({ ...old, mutes }))
    toast(on ? '这项政策不再提醒。这里随时能看' : '好，以后再告诉您')
  })
  if (state === 'withdrawn') return null
  return (
    <>
      {status.closesOn !== null && status.daysLeft !== null ? (
        <Card flush>
          <Problem error={keep.error} />
          <Row
            icon="clock"
            title="把截止日记到日历"
            detail="提前三天，手机日历会提醒您"
            onPress={() => void keep.run()}
          />
        </Card>
      ) : null}
      <Subscribe scope={scope} subscription={own} words={words} onChange={() => void screen.reload()} />
      {user && screen.data ? (
        <Card flush>
          <Problem error={mute.error} />
          <Row
            icon="bell"
            title={isMuted ? '已不再提醒这项政策' : '不再提醒这项政策'}
            detail={isMuted ? undefined : '截止提醒、新变化都不发，“消息”里还看得到'}
            value={isMuted ? '恢复' : '关掉'}
            onPress={() => void mute.run(!isMuted)}
          />
        </Card>
      ) : null}
    </>
  )
}
