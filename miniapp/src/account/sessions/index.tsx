import type { OwnSession } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { needsEmulator } from '../../api/demo'
import { Button, Card, Dialog, Problem, Row, toast } from '../../components'
import { dayText, momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'

const title = '登录的设备'

/** Where the account is signed in; each can be ended from here. */
export default function Sessions() {
  const user = useUser()
  const screen = useScreen('GET /api/me/sessions', user ? {} : null)
  const [asked, setAsked] = useState<OwnSession>()
  const endOthers = useAction(async () => {
    const { ended } = await call('DELETE /api/me/sessions')
    toast(`退出了 ${ended} 处`)
    await screen.reload()
  })
  if (!user) return <SignInGate title={title} why="登录后可以看在哪些手机和电脑上登录过。" />
  return (
    <Page title={title} screen={screen}>
      {({ sessions, oidc }) => (
        <>
          <Card flush>
            {sessions.map((one) => (
              <Row
                key={one.id}
                title={one.device}
                detail={`${dayText(one.startedAt)}登录，最近用过 ${momentText(one.usedAt)}`}
                note={one.network ? `网络 ${one.network}` : undefined}
                tag={one.current ? { text: '这一台', tone: 'good' } : undefined}
                hint={one.current ? undefined : '点开可以退出'}
                onPress={one.current ? undefined : () => setAsked(one)}
              />
            ))}
          </Card>
          <Problem error={endOthers.error} />
          {sessions.length > 1 ? (
            <Button kind="secondary" busy={endOthers.busy} onPress={() => void endOthers.run()}>
              别的都退出
            </Button>
          ) : null}
          {oidc && needsEmulator ? <Provider {...oidc} reload={screen.reload} /> : null}
          {asked ? (
            <EndDialog
              key={asked.id}
              session={asked}
              onClose={() => setAsked(undefined)}
              onEnded={() => {
                setAsked(undefined)
                void screen.reload()
              }}
            />
          ) : null}
        </>
      )}
    </Page>
  )
}

/** 绑定单位账号: from then on the county's own sign-in opens this account. */
function Provider({ name, bound, reload }: { name: string; bound: boolean; reload: () => Promise<void> }) {
  const change = useAction(async () => {
    if (!bound) {
      window.location.assign((await call('POST /api/me/oidc')).url)
      return
    }
    await call('DELETE /api/me/oidc')
    await reload()
  })
  return (
    <Card title={name}>
      {bound ? '已经绑定，可以用它登录。' : '绑定以后，在电脑上可以用它登录。'}
      <Problem error={change.error} />
      <Button kind="secondary" busy={change.busy} onPress={() => void change.run()}>
        {bound ? '解除绑定' : `绑定${name}`}
      </Button>
    </Card>
  )
}

interface EndDialogProps {
  session: OwnSession
  onClose: () => void
  onEnded: () => void
}

function EndDialog({ session, onClose, onEnded }: EndDialogProps) {
  const end = useAction(async () => {
    await call('DELETE /api/me/sessions/:id', { params: { id: session.id } })
    toast('已退出')
    onEnded()
  })
  return (
    <Dialog
      open
      title="让它退出？"
      onClose={onClose}
      actions={
        <Button busy={end.busy} onPress={() => void end.run()}>
          退出这一台
        </Button>
      }
    >
      {`${session.device}，${momentText(session.startedAt)}登录的。退出以后马上不能用，要重新登录。`}
      <Problem error={end.error} />
    </Dialog>
  )
}
