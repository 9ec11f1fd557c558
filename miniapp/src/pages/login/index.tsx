import { useRouter } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { call } from '../../api/client'
import { useAction } from '../../api/use-action'
import { useScreen } from '../../api/use-screen'
import { goBack, Page, Problem, toast } from '../../components'
import { wordOf } from '../../navigation'
import { signIn } from '../../store/sign-in'
import { Personas } from './personas'
import { WechatSignIn } from './wechat-sign-in'

export default function Login() {
  const named = wordOf(useRouter().params.persona)
  const screen = useScreen('GET /api/screens/me')
  const enter = useAction(async (_key, persona: string) => {
    const answer = await call('POST /api/sessions/demo', { body: { persona } })
    signIn(answer)
    toast(`您现在是${answer.user.name}`)
    goBack()
  })
  // A link of the demo page enters as its persona at once.
  const linked = useRef(named)
  useEffect(() => {
    const persona = linked.current
    linked.current = ''
    if (persona) void enter.run(persona)
  })
  return (
    <Page title="登录" screen={screen}>
      {({ demo }) => (
        <>
          <WechatSignIn demo={demo} />
          {demo ? (
            <>
              <Problem error={enter.error} />
              <Personas busy={enter.busy} onChoose={(persona) => void enter.run(persona)} />
            </>
          ) : null}
        </>
      )}
    </Page>
  )
}
