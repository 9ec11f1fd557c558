import { Card, EmptyState, Row } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { NoticeRow, Page, SignInGate } from '../../widgets'
import { Members } from './members'
import { Slip } from './slip'
import { Statement } from './statement'
import { Withdraw } from './withdraw'

export default function Household() {
  const user = useUser()
  const screen = useScreen('GET /api/me/household', user?.verified ? {} : null)
  if (!user) return <SignInGate title="我家" why="登录并认证后，能看您家的内容。" />
  if (!user.verified) {
    return (
      <Page title="我家">
        <EmptyState
          icon="house"
          title="还没有认证"
          detail="认证您是哪一户的，就能看您家的内容。"
          action="去认证"
          onAction={() => goTo('verify')}
        />
        <ProxyDoor />
      </Page>
    )
  }
  return (
    <Page title="我家" screen={screen}>
      {(home) => (
        <>
          <Card title={`${home.region.name} ${home.group}`}>户号 {home.code}</Card>
          <Statement household={home.household} />
          {home.notices.length > 0 ? (
            <Card title="与我家有关" flush>
              {home.notices.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} withoutMine />
              ))}
            </Card>
          ) : (
            <Card title="与我家有关">
              <EmptyState title="还没有" detail="公开的表里有您家时，就在这里，也会告诉您。" />
            </Card>
          )}
          <Members home={home} own={user.account} onChanged={() => void screen.reload()} />
          <ProxyDoor />
          <Slip slip={home.slip} />
          <Withdraw />
        </>
      )}
    </Page>
  )
}

const ProxyDoor = () => (
  <Card flush>
    <Row
      icon="people"
      title="代家人收消息"
      detail="替不用手机的老人收；谁在替我家收"
      onPress={() => goTo('proxies')}
    />
  </Card>
)
