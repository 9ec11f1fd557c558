import { Text } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { cancelled } from '../../api/cancelled'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Input, Problem, toast } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { Page } from '../../widgets'
import { Outcome } from './outcome'
import './check.scss'

const longest = 500

/** 核对真假: type or scan the code of a notice, on paper or on a screen; `?code=` is asked at once. */
export default function Check() {
  const given = wordOf(useRouter().params.code)
  const [code, setCode] = useState(given)
  const [answer, setAnswer] = useState<Answer<'GET /api/check'>>()
  const ask = useAction(async (_key, typed: string) => {
    setAnswer(await call('GET /api/check', { query: { code: typed.trim().slice(0, longest) } }))
  })
  // The code of the address is asked once.
  const first = useRef(ask.run)
  useEffect(() => {
    if (given) void first.current(given)
  }, [given])
  const scan = async () => {
    try {
      const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
      setCode(result)
      void ask.run(result)
    } catch (failure) {
      if (!cancelled(failure)) toast('没有打开相机。请允许微信使用相机，或者填写核对码')
    }
  }
  const typed = code.trim() !== ''
  return (
    <Page
      title="核对真假"
      foot={
        <Button busy={ask.busy} reason={typed ? undefined : '先填核对码'} onPress={() => void ask.run(code)}>
          核对
        </Button>
      }
    >
      <Text className="check__lead">公开栏上、群里、别人发来的，是不是村里正式公开的，一查就知道。</Text>
      {process.env.TARO_ENV === 'h5' ? null : (
        <Button kind="secondary" onPress={() => void scan()}>
          扫纸上的二维码
        </Button>
      )}
      <Input
        label="核对码"
        value={code}
        onChange={(next) => {
          setCode(next)
          setAnswer(undefined)
        }}
        placeholder="比如 109213-7K3M-9Q2T"
        maxLength={longest}
        onConfirm={() => void (typed && ask.run(code))}
      />
      <Text className="check__where">
        {process.env.TARO_ENV === 'h5'
          ? '核对码印在张榜纸的最下面，也在每条公开最下面“看核对码”里。二维码用手机扫，也可以把扫出来的网址贴在上面。'
          : '核对码印在张榜纸的最下面，也在每条公开最下面“看核对码”里。'}
      </Text>
      <Problem error={ask.error} />
      {answer ? <Outcome answer={answer} /> : null}
    </Page>
  )
}
