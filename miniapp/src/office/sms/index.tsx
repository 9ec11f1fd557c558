import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { region } from '../../store/region'
import { useUser } from '../../store/session'
import { NoRegion, Page, SignInGate } from '../../widgets'
import { Panes } from '../components/panes/panes'
import { BelowCard } from './below-card'
import { CapDialog } from './cap-dialog'
import { MonthCard } from './month-card'
import './sms.scss'

/** 短信费: what SMS may cost a place in a month, what it has cost, and the places below it. */
export default function Sms() {
  const named = wordOf(useRouter().params.region)
  const user = useUser()
  const chosen = region.use()
  const managed = user?.roles.find(({ role }) => role === 'administrator')?.region.code
  const code = named || managed || chosen
  const screen = useScreen('GET /api/regions/:code/sms', user && code ? { params: { code } } : null)
  const [changing, setChanging] = useState(false)
  const { data } = screen
  if (!user) return <SignInGate title="短信费" why="登录后，可以看这个月的短信费还剩多少。" />
  if (!code) {
    return (
      <Page title="短信费">
        <NoRegion />
      </Page>
    )
  }
  const below = (data?.below.length ?? 0) > 0
  const foot = data?.mayChange ? (
    <Button onPress={() => setChanging(true)}>改每月最多花多少</Button>
  ) : undefined
  return (
    <Page title="短信费" wide={below} screen={screen} foot={foot}>
      {(money) => (
        <>
          {below ? (
            <Panes
              list={<MonthCard money={money} />}
              side={<BelowCard money={money} />}
              sideName="下面各处的短信费"
            />
          ) : (
            <MonthCard money={money} />
          )}
          {changing ? (
            <CapDialog
              money={money}
              onClose={() => setChanging(false)}
              onDone={(next) => {
                screen.change(() => next)
                setChanging(false)
              }}
            />
          ) : null}
        </>
      )}
    </Page>
  )
}
