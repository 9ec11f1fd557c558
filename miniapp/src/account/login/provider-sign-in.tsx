import { oidcProblem } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { call } from '../../api/client'
import { signIn } from '../../api/sign-in'
import { Button, Card, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { SessionUser } from '../../store/session'
import './login.scss'

interface ProviderSignInProps {
  /** What the county calls its sign-in. */
  name: string
  /** Come back from it: the code that takes the session. */
  handoff: string
  /** Come back with nothing: why. */
  problem: string
  onDone: (user: SessionUser) => void
}

/** h5: the county's own sign-in (统一认证), and the way back from it. */
export function ProviderSignIn({ name, handoff, problem, onDone }: ProviderSignInProps) {
  const leave = useAction(async () => {
    const { url } = await call('POST /api/sessions/oidc/begin')
    window.location.assign(url)
  })
  const enter = useAction(async (_key, code: string) => {
    const answer = await call('POST /api/sessions/oidc', { body: { handoff: code } })
    signIn(answer)
    toast('登录好了')
    onDone(answer.user)
  })
  const waiting = useRef(handoff)
  useEffect(() => {
    const code = waiting.current
    waiting.current = ''
    if (code) void enter.run(code)
  })
  const why = oidcProblem(problem)
  return (
    <Card title={name}>
      {why && !leave.busy ? <Text className="login-line">{why}</Text> : null}
      <Problem error={enter.error ?? leave.error} />
      <Button kind="secondary" busy={leave.busy || enter.busy} onPress={() => void leave.run()}>
        {`用${name}登录`}
      </Button>
    </Card>
  )
}
