import { View } from '@tarojs/components'
import { EmptyState, Row, Section } from '../../components'
import { goTo, openPage } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { AskedOfUs } from './asked'
import { Members } from './members'
import { Own } from './own'
import { Slip } from './slip'
import { Statement } from './statement'
import { Withdraw } from './withdraw'
import './household.scss'

/** 我家: own figures first, then every row over all years, then who belongs to it and who may look. */
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
        <Own quiet />
        <ProxyDoor />
      </Page>
    )
  }
  return (
    <Page title="我家" screen={screen} wide>
      {(home) => (
        <View className="household__panes">
          <View className="household__main">
            <AskedOfUs onChanged={() => void screen.reload()} />
            <Own />
          </View>
          <View className="household__aside">
            <Section title={`${home.region.name} ${home.group}`}>
              <Row icon="house" title={`户号 ${home.code}`} />
              <ProxyDoor />
              <Row
                icon="edit"
                title="手机号换了"
                detail="换成这部手机的号码，旧的删掉"
                onPress={() => void openPage('/account/phone/index')}
              />
            </Section>
            <Statement household={home.household} />
            <Members home={home} own={user.account} onChanged={() => void screen.reload()} />
            <Slip slip={home.slip} />
            <Withdraw />
          </View>
        </View>
      )}
    </Page>
  )
}

const ProxyDoor = () => (
  <Row
    icon="people"
    title="让家人看、替家人看"
    detail="谁在替我看，一点就能停；也能替不用手机的老人看"
    onPress={() => goTo('proxies')}
  />
)
