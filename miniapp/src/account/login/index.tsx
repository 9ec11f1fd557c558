import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { call } from '../../api/client'
import { signIn } from '../../api/sign-in'
import { Problem, toast } from '../../components'
import { goBack, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import { Personas } from './personas'
import { WechatSignIn } from './wechat-sign-in'

export default function Login() {
  const { persona: linkedPersona, to } = useRouter().params
  const named = wordOf(linkedPersona)
  const onward = /^\/pages\/[a-z]+\/index\?/.test(wordOf(to)) ? wordOf(to) : ''
  const screen = useScreen('GET /api/screens/me')
  const enter = useAction(async (_key, persona: string) => {
    const answer = await call('POST /api/sessions/demo', { body: { persona } })
    signIn(answer)
    toast(`您现在是${answer.user.name}`)
    if (onward) void Taro.redirectTo({ url: onward })
    else goBack()
  })
  // A link on the demo's page signs in as its persona at once.
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
