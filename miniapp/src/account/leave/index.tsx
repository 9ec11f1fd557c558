import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import { Card, Row, toast } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { AskFirst, Page, SignInGate } from '../../widgets'
import { forgetPerson } from './forget-person'

const title = '注销账号'

/** 注销: what goes and what stays, then one question. */
export default function Leave() {
  const user = useUser()
  const screen = useScreen('GET /api/me/leaving', user ? {} : null, { kept: false })
  if (!user) return <SignInGate title={title} why="登录后才能注销自己的账号。" />
  return (
    <Page title={title} screen={screen}>
      {({ why, goes, stays }) => (
        <>
          {why === null ? null : (
            <Card tone="warning" title="现在还不能注销">
              <Text>{why}</Text>
            </Card>
          )}
          <Card title="会删掉" flush>
            {goes.map((one) => (
              <Row key={one} icon="trash" title={one} />
            ))}
          </Card>
          <Card title="会留下" flush>
            {stays.map((one) => (
              <Row key={one} icon="check" title={one} />
            ))}
          </Card>
          {why === null ? (
            <AskFirst
              action="注销账号"
              after="注销后马上退出，不再给您发任何消息，删掉的不能恢复。同一个微信再登录，就是一位新用户。"
              run={leave}
            />
          ) : null}
        </>
      )}
    </Page>
  )
}

async function leave(): Promise<void> {
  await call('DELETE /api/me')
  forgetPerson()
  toast('账号已注销')
  goTo('me')
}
