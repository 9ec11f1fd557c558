import type { EnterpriseKind } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button } from '../../components/button/button'
import { Card } from '../../components/card/card'
import { Input } from '../../components/field/input'
import { Problem } from '../../components/states/problem'
import { toast } from '../../components/toast/toast'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { enterpriseAnswers, type VisitorAnswers } from '../../store/enterprise-answers'
import { chosenFirm } from '../../store/policy-phone'
import { region } from '../../store/region'
import { useUser } from '../../store/session'
import { carryOver } from './carry-over'
import './keep-firm.scss'

interface KeepFirmProps {
  held: VisitorAnswers
  /** As the county's register calls it; null: it is not in it. */
  name: string | null
  onKept?: (id: string) => void
}

/** What was said before signing in is carried over: the enterprise is asked for, and the township confirms. */
export function KeepFirm({ held, name, onKept }: KeepFirmProps) {
  const user = useUser()
  const [typed, setTyped] = useState('')
  const keep = useAction(async () => {
    const id = await kept(held, name === null ? { name: typed.trim() } : null)
    chosenFirm.set(id)
    enterpriseAnswers.clear()
    onKept?.(id)
    toast('存好了。镇里核实前，只有您自己看得到')
  })
  if (!user) {
    return (
      <Card title="下次不用再填" tone="info">
        <Text className="keep-firm">登录后存到您名下，有新政策、快截止时告诉您。现在只留在这部手机上。</Text>
        <Button kind="secondary" onPress={() => goTo('login')}>
          登录
        </Button>
        <Forget />
      </Card>
    )
  }
  return (
    <Card title="把刚才填的存到您名下" tone="info">
      <Text className="keep-firm">存下来不用再填。镇里核实是您的企业后，有新政策、快截止时告诉您。</Text>
      <Problem error={keep.error} />
      {name === null ? (
        <Input
          label="企业名称"
          hint="照执照上写；还没办执照，写您的叫法"
          value={typed}
          maxLength={80}
          error={keep.error?.fieldMessage('name')}
          onChange={setTyped}
        />
      ) : null}
      <Button
        busy={keep.busy}
        reason={name === null && typed.trim() === '' ? '请填名称' : undefined}
        onPress={() => void keep.run()}
      >
        存起来
      </Button>
      <Forget />
    </Card>
  )
}

/** Asked for under the person's name, with everything that was said. */
async function kept(held: VisitorAnswers, unknown: { name: string } | null): Promise<string> {
  const { creditCode, answers } = held
  const { kind, region: place, ...others } = answers
  const [code] = [place ?? (unknown ? region.get() : null) ?? ''].flat()
  const made = await call('POST /api/enterprises', {
    body: {
      ...(creditCode === null ? {} : { creditCode }),
      ...unknown,
      ...(typeof kind === 'string' ? { kind: kind as EnterpriseKind } : {}),
      ...(code ? { region: String(code) } : {}),
    },
  })
  await carryOver(made, { ...held, answers: others })
  return made.id
}

const Forget = () => (
  <Button kind="quiet" onPress={() => enterpriseAnswers.clear()}>
    不存，从手机上删掉
  </Button>
)
