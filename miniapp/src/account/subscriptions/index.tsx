import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { NoRegion, Page, SignInGate, Welcome } from '../../widgets'
import { Followed } from './followed'
import { Grants } from './grants'
import { How } from './how'
import { Muted } from './muted'
import { Word } from './word'

export default function Subscriptions() {
  const user = useUser()
  const code = useRegion()
  const screen = useScreen(
    'GET /api/screens/subscriptions',
    user && code !== null ? { query: { region: code } } : null,
  )
  if (!user) return <SignInGate title="我的订阅" why="登录后可以订阅，有新内容就告诉您。" />
  if (code === null) {
    return (
      <Page title="我的订阅">
        <NoRegion />
      </Page>
    )
  }
  return (
    <Page title="我的订阅" screen={screen}>
      {(data) => (
        <>
          {data.welcome === null ? null : (
            <Welcome
              text={data.welcome}
              onAnswer={(answer) => screen.change((old) => ({ ...old, ...answer, welcome: null }))}
            />
          )}
          <Followed data={data} onChange={screen.change} />
          <Word
            region={data.region}
            onChange={(followed) => screen.change((old) => ({ ...old, ...followed }))}
          />
          <Grants data={data} onChange={screen.change} />
          <How
            preferences={data.preferences}
            onChange={(preferences) => screen.change((old) => ({ ...old, preferences }))}
          />
          <Muted mutes={data.mutes} onChange={screen.change} />
        </>
      )}
    </Page>
  )
}
