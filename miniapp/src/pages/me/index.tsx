import { useEffect } from 'react'
import { Card, Row } from '../../components'
import { goTo, openPage } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { session, useUser } from '../../store/session'
import { showCounts } from '../../store/unread'
import { Page, TextSizePicker } from '../../widgets'
import { Doors } from './doors'
import { Newcomers } from './newcomers'
import { OwnPosts } from './own-posts'
import { SignOut } from './sign-out'
import { Who } from './who'

export default function Me() {
  const screen = useScreen('GET /api/screens/me')
  const user = screen.data?.user
  useEffect(() => {
    const held = session.get()
    if (!user || held?.user.account !== user.account) return
    session.set({ ...held, user })
    showCounts(user)
  }, [user])
  return (
    <Page title="我的" tab="me" screen={screen} below={<Always />}>
      {(me) => (
        <>
          <Who me={me} onRename={(renamed) => screen.change((old) => ({ ...old, user: renamed }))} />
          <OwnPosts me={me} />
          <Newcomers me={me} />
          <Doors me={me} />
        </>
      )}
    </Page>
  )
}

/** Text size, privacy and sign-out, which work without an answer of the server. */
function Always() {
  const user = useUser()
  return (
    <>
      <Card title="文字大小">
        <TextSizePicker />
      </Card>
      <Card flush>
        <Row icon="lock" title="您的个人信息" detail="记什么，给谁看" onPress={() => goTo('privacy')} />
        {user ? (
          <Row
            icon="person"
            title="账号和资料"
            detail="手机号、微信换了；撤回同意；注销"
            onPress={() => void openPage('/account/ways/index')}
          />
        ) : null}
      </Card>
      {user ? <SignOut /> : null}
    </>
  )
}
