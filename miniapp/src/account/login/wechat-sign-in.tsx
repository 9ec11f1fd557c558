import type { User } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { call } from '../../api/client'
import { emulatedLoginCode, needsEmulator } from '../../api/demo'
import { ApiError } from '../../api/errors'
import { signIn } from '../../api/sign-in'
import { Button, Card, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { PrivacyGuide } from '../../widgets/privacy-guide/privacy-guide'
import './login.scss'

const phoneLoginCode = async (): Promise<string> => {
  const answer = await Taro.login().catch(() => undefined)
  if (answer?.code) return answer.code
  throw new ApiError(0, 'wechat', '微信登录没有成功，请再点一次。')
}

/** Signs in with this phone's WeChat. In a browser only the demo's emulator can do that. */
export function WechatSignIn({
  demo,
  wechat,
  onDone,
}: {
  demo: boolean
  /** WeChat is connected to this installation. */
  wechat: boolean
  onDone: (user: User) => void
}) {
  const enter = useAction(async () => {
    const code = needsEmulator ? await emulatedLoginCode() : await phoneLoginCode()
    const answer = await call('POST /api/sessions/wechat', { body: { code } })
    signIn(answer)
    toast('登录好了')
    onDone(answer.user)
  })
  if (needsEmulator && !demo) {
    return (
      <Card title={wechat ? '请在微信里登录' : '村民登录'}>
        <Text className="login-line">
          {wechat
            ? '浏览器里可以看公开的内容。要登录，请在微信里打开“护塘”小程序。'
            : '微信还没接上，村民暂时不用登录，公开的内容都可以看。'}
        </Text>
      </Card>
    )
  }
  return (
    <Card title="用微信登录">
      <Text className="login-line">不用记密码，也不用填手机号。登录后可以订阅、收消息。</Text>
      <Problem error={enter.error} />
      <Button busy={enter.busy} onPress={() => void enter.run()}>
        微信登录
      </Button>
      <PrivacyGuide />
      {needsEmulator ? (
        <Text className="login-note">演示：由模拟的微信代替，登录的是一位还没认证的新用户。</Text>
      ) : null}
    </Card>
  )
}
