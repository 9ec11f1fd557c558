import { useRouter, useUnload } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { call } from '../../api/client'
import { needsEmulator } from '../../api/demo'
import { signIn } from '../../api/sign-in'
import { Card, Problem, Row, toast } from '../../components'
import { goOnward, goTo, wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { session } from '../../store/session'
import { wantedSubscription } from '../../store/wanted'
import { Page } from '../../widgets'
import { Personas } from './personas'
import { ProviderSignIn } from './provider-sign-in'
import { ScanSignIn } from './scan-sign-in'
import { WechatSignIn } from './wechat-sign-in'

export default function Login() {
  const { persona: linkedPersona, to, handoff, problem } = useRouter().params
  const named = wordOf(linkedPersona)
  const screen = useScreen('GET /api/screens/me')
  const enter = useAction(async (_key, persona: string) => {
    const answer = await call('POST /api/sessions/demo', { body: { persona } })
    signIn(answer)
    toast(`您现在是${answer.user.name}`)
    goOnward(wordOf(to), answer.user.verified)
  })
  useUnload(() => {
    if (session.get() === null) wantedSubscription.set(null)
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
      {({ demo, wechat, oidc }) => (
        <>
          <WechatSignIn
            demo={demo}
            wechat={wechat}
            onDone={({ verified }) => goOnward(wordOf(to), verified)}
          />
          {needsEmulator && wechat ? (
            <ScanSignIn onDone={({ verified }) => goOnward(wordOf(to), verified)} />
          ) : null}
          {needsEmulator && oidc ? (
            <ProviderSignIn
              name={oidc}
              handoff={wordOf(handoff)}
              problem={wordOf(problem)}
              onDone={({ verified }) => goOnward(wordOf(to), verified)}
            />
          ) : null}
          <Card flush>
            <Row
              icon="document"
              title="我有登录单"
              detail="村里、镇里办事的人，用登录单上的码登录"
              onPress={() => goTo('invite')}
            />
          </Card>
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
