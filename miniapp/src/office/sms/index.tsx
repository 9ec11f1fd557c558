import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button, Card, Row } from '../../components'
import { officeAddress, openPage, wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { CapDialog } from './cap-dialog'
import { MonthCard } from './month-card'
import { yuanText } from './yuan'
import './sms.scss'

/** 短信费: what SMS may cost a place in a month, what it has cost, and the places below it. */
export default function Sms() {
  const named = wordOf(useRouter().params.region)
  const user = useUser()
  const code = named || user?.roles.find(({ role }) => role === 'administrator')?.region.code || ''
  const screen = useScreen('GET /api/regions/:code/sms', user && code ? { params: { code } } : null)
  const [changing, setChanging] = useState(false)
  const { data } = screen
  if (!user) return <SignInGate title="短信费" why="登录后，可以看这个月的短信费还剩多少。" />
  const foot = data?.mayChange ? (
    <Button onPress={() => setChanging(true)}>改每月最多花多少</Button>
  ) : undefined
  return (
    <Page title="短信费" screen={screen} foot={foot}>
      {(money) => (
        <>
          <MonthCard money={money} />
          {money.below.length > 0 ? (
            <Card title="下面的镇和村" flush>
              {money.below.map(({ region, monthlyFen, leftFen }) => (
                <Row
                  key={region.code}
                  icon={region.level === 'village' ? 'house' : 'building'}
                  title={region.name}
                  detail={
                    monthlyFen > 0
                      ? `还剩 ${yuanText(leftFen)}，每月最多 ${yuanText(monthlyFen)}`
                      : '没有给短信费，不发短信'
                  }
                  onPress={() => void openPage(officeAddress('sms', { region: region.code }))}
                />
              ))}
            </Card>
          ) : null}
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
