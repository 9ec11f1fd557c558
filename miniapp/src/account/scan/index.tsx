import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, EmptyState, Problem } from '../../components'
import { momentText } from '../../format/date'
import { goTo, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import './scan.scss'

const title = '登录电脑'

/** Opened by the code on a screen: `?scene=` is what the mini-program code holds. */
export default function Scan() {
  const user = useUser()
  const id = wordOf(useRouter().params.scene)
  const screen = useScreen('GET /api/me/scans/:id', user ? { params: { id } } : null)
  const [done, setDone] = useState<'in' | 'refused'>()
  const decide = useAction(async (_key, mine: boolean) => {
    await call('POST /api/me/scans/:id', { params: { id }, body: { mine } })
    setDone(mine ? 'in' : 'refused')
  })
  if (!user) return <SignInGate title={title} why="请先在手机上登录，再让电脑登录。" />
  if (done) return <Done how={done} />
  return (
    <Page
      title={title}
      screen={screen}
      foot={
        screen.data?.may ? (
          <>
            <Problem error={decide.error} />
            <Button busy={decide.busy} onPress={() => void decide.run(true)}>
              登录
            </Button>
          </>
        ) : undefined
      }
    >
      {({ device, network, askedAt, may }) => (
        <>
          <Text className="scan__ask">
            {may
              ? '您正在登录护塘电脑工作台。是您本人吗？'
              : '电脑工作台只给有岗位的人用。您在手机上看就可以。'}
          </Text>
          <Card title="是这台电脑">
            <Text className="scan__line">{device}</Text>
            <Text className="scan__line">{`${momentText(askedAt)}${network ? ` · 网络 ${network}` : ''}`}</Text>
          </Card>
          <Card tone="warning">
            <Text className="scan__line">
              码要是别人发给您的、让您扫的，请点“不是我”：点了登录，那个人就能用您的账号。
            </Text>
          </Card>
          <Button kind="secondary" busy={decide.busy} onPress={() => void decide.run(false)}>
            不是我
          </Button>
        </>
      )}
    </Page>
  )
}

function Done({ how }: { how: 'in' | 'refused' }) {
  return (
    <Page title={title}>
      <EmptyState
        icon={how === 'in' ? 'check' : 'lock'}
        title={how === 'in' ? '电脑已经登录' : '没有让那台电脑登录'}
        detail={how === 'in' ? '用完请在电脑上退出；也可以在“我的”里退出。' : '这个码已经作废。'}
        action="看登录的设备"
        onAction={() => goTo('sessions')}
      />
    </Page>
  )
}
