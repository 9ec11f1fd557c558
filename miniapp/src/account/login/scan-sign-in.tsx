import type { Api } from '@hutang/shared/contract'
import { Image, Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import { signIn } from '../../api/sign-in'
import { Button, Card, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import type { SessionUser } from '../../store/session'
import './login.scss'

type Code = Api['POST /api/sessions/scans']['response']
type End = 'refused' | 'over'

const everyMs = 2000

const ended: Record<End, string> = {
  refused: '手机上点了“不是我”，没有登录。',
  over: '码过了三分钟，已经作废。',
}

/** 扫码登录: a cadre's desk on a screen, signed in by the phone in their hand. */
export function ScanSignIn({ onDone }: { onDone: (user: SessionUser) => void }) {
  const [code, setCode] = useState<Code>()
  const [end, setEnd] = useState<End>()
  const begin = useAction(async () => {
    setEnd(undefined)
    setCode(await call('POST /api/sessions/scans'))
  })
  useTaken(code, onDone, (how) => {
    setCode(undefined)
    setEnd(how)
  })
  return (
    <Card title="用电脑办公">
      <Text className="login-line">
        {code ? '请用微信“扫一扫”扫这个码，在手机上点“登录”。' : '有岗位的人，可以用手机扫码登录电脑工作台。'}
      </Text>
      {code ? (
        <View className="login-code">
          <View {...a11y({ role: 'img', label: '登录码，用微信扫一扫' })}>
            <Image className="login-code__picture" src={code.image} />
          </View>
          {code.link ? <Text className="login-note">{`演示：在另一个窗口打开 ${code.link}`}</Text> : null}
        </View>
      ) : (
        <>
          {end ? <Text className="login-line">{ended[end]}</Text> : null}
          <Problem error={begin.error} />
          <Button kind="secondary" busy={begin.busy} onPress={() => void begin.run()}>
            {end ? '换一个码' : '显示登录码'}
          </Button>
        </>
      )}
    </Card>
  )
}

/** Asks every two seconds what became of the code, until it was decided or is over. */
function useTaken(
  code: Code | undefined,
  onDone: (user: SessionUser) => void,
  onEnd: (how: End) => void,
): void {
  const latest = useRef({ onDone, onEnd })
  latest.current = { onDone, onEnd }
  useEffect(() => {
    if (!code) return
    let left = false
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      const { id, secret } = code
      const answer = await call('POST /api/sessions/scans/:id', { params: { id }, body: { secret } }).catch(
        ({ status }) => (status === 404 ? ({ state: 'over', session: null } as const) : undefined),
      )
      if (left) return
      if (answer?.session) {
        signIn(answer.session)
        toast('登录好了')
        latest.current.onDone(answer.session.user)
      } else if (answer?.state === 'refused' || answer?.state === 'over') latest.current.onEnd(answer.state)
      else timer = setTimeout(() => void ask(), everyMs)
    }
    timer = setTimeout(() => void ask(), everyMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [code])
}
