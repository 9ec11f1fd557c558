import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import { Card, Row, toast } from '../../components'
import { openPage } from '../../hooks/navigation'
import { useUser } from '../../store/session'
import { setUser } from '../../store/user'
import { AskFirst, Page, SignInGate } from '../../widgets'
import '../proofs/account.scss'

const title = '账号和资料'

/** What a person can do with the account itself: another phone number, another WeChat, consent withdrawn, deletion. */
export default function Ways() {
  const user = useUser()
  if (!user) return <SignInGate title={title} why="登录后可以换手机号、换微信、撤回同意、注销账号。" />
  return (
    <Page title={title}>
      <Card title="换了手机" flush>
        {user.verified ? (
          <Row
            icon="edit"
            title="手机号换了"
            detail="换成这部手机的号码，旧的号码删掉"
            onPress={() => void openPage('/account/phone/index')}
          />
        ) : null}
        {user.verified ? (
          <Row
            icon="person"
            title="换了微信"
            detail="在新的微信里打开“护塘”，登录后点“我的”“账号和资料”“换了微信”。"
          />
        ) : (
          <Row
            icon="person"
            title="换了微信"
            detail="原来的微信认证过，现在要用这个微信"
            onPress={() => void openPage('/account/verify/index?replaces=1')}
          />
        )}
      </Card>
      {user.verified ? <Consent /> : null}
      <Card title="不想用了" flush>
        <Row
          icon="trash"
          title="注销账号"
          detail="先看清楚删什么、留什么，再决定"
          onPress={() => void openPage('/account/leave/index')}
        />
      </Card>
    </Page>
  )
}

async function withdraw(): Promise<void> {
  setUser(await call('DELETE /api/me/consent'))
  toast('已撤回，认证和手机号已删')
}

/** 撤回同意 (个保法 15), as easily as it was given. */
function Consent() {
  return (
    <Card title="撤回同意">
      <Text className="account-line">
        您认证时，同意我们记您是哪一户的，并用手机号核对。不同意了，随时可以撤回。
      </Text>
      <AskFirst
        action="撤回同意"
        after="撤回后，您和这一户的关系、核对用的手机号都删掉，看不到您家的内容，也收不到与您家有关的消息。账号和订阅还在，想要时可以再认证。"
        run={withdraw}
      />
    </Card>
  )
}
