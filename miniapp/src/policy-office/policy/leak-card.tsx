import type { PolicyVerb, PolicyWork } from '@hutang/shared/contract'
import { type LeakKind, leakKinds, leakKindText } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Card, Dialog, Problem, Row, Textarea, toast } from '../../components'
import { momentText } from '../../format/date'
import { cadreAddress, replacePage } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { reasonsAgainst } from '../abilities'
import { Checks } from '../fields/checks'

interface LeakCardProps {
  work: PolicyWork
  reload: () => Promise<void>
}

type Step = Extract<PolicyVerb, 'hide' | 'unhide' | 'takedown'>

const steps: Record<Step, { title: string; lines: string[]; action: string }> = {
  hide: {
    title: '先遮住这条政策？',
    lines: [
      '马上谁也看不到，最多24小时；要发的消息先停着。',
      '请另一位审查或签发的人确认撤下，或者恢复显示。',
    ],
    action: '先遮住',
  },
  unhide: { title: '恢复显示？', lines: ['大家又看得到，停着的消息接着发。'], action: '恢复显示' },
  takedown: {
    title: '确认撤下？',
    lines: ['内容全部删掉，不能找回；收到过的人会收到通知。'],
    action: '确认撤下',
  },
}

const others = '由镇里审查或签发的人来办，请马上告诉他们。'

/** 误带了个人信息: one person hides a policy, another takes it down or shows it again. */
export function LeakCard({ work, reload }: LeakCardProps) {
  const [asking, setAsking] = useState<Step>()
  const row = (step: Step, title: string, detail: string) => {
    const decides = work.abilities.some(({ verb }) => verb === step)
    const reasons = decides ? reasonsAgainst(work, step) : [others]
    return (
      <Row
        title={title}
        detail={reasons.length > 0 ? reasons.join('') : detail}
        onPress={reasons.length > 0 ? undefined : () => setAsking(step)}
      />
    )
  }
  const { hidden } = work
  return (
    <>
      <Card title="误带了个人信息" flush tone={hidden ? 'alert' : undefined}>
        {hidden ? (
          <>
            <Row
              title={`${hidden.by}先遮住了`}
              detail={hidden.reason}
              note={`${momentText(hidden.until)}自动恢复显示`}
            />
            {row('takedown', '确认撤下', '内容删掉，不能找回')}
            {row('unhide', '恢复显示', '看过了，没有误带')}
          </>
        ) : (
          row('hide', '先遮住', '马上谁也看不到，再由另一个人确认')
        )}
      </Card>
      {asking ? (
        <StepDialog
          key={asking}
          step={asking}
          id={work.id}
          onClose={() => setAsking(undefined)}
          onDone={async () => {
            setAsking(undefined)
            await reload()
          }}
        />
      ) : null}
    </>
  )
}

interface StepDialogProps {
  step: Step
  id: string
  onClose: () => void
  onDone: () => Promise<void>
}

const kindChoices = leakKinds.map((value) => ({ value, label: leakKindText[value] }))

function StepDialog({ step, id, onClose, onDone }: StepDialogProps) {
  const [reason, setReason] = useState('')
  const [kinds, setKinds] = useState<LeakKind[]>([])
  const { title, lines, action } = steps[step]
  const write = useAction(async (key) => {
    const params = { id }
    const given = reason.trim()
    if (step === 'takedown') {
      const body = { reason: given, kinds }
      await call('POST /api/policies/:id/takedown', { params, body, idempotencyKey: keyed(key, body) })
      toast('已撤下，内容删掉了')
      // Nothing of it is left to look at, but whose data it was has to be told.
      return replacePage(cadreAddress('told', { id, about: 'policy' }))
    }
    if (step === 'hide') {
      const body = { reason: given }
      await call('POST /api/policies/:id/hide', { params, body, idempotencyKey: keyed(key, body) })
    } else {
      const body = given ? { reason: given } : {}
      await call('POST /api/policies/:id/unhide', { params, body, idempotencyKey: keyed(key, body) })
    }
    toast('办好了')
    await onDone()
  })
  const missing =
    step !== 'unhide' && reason.trim() === ''
      ? '请写明原因'
      : step === 'takedown' && kinds.length === 0
        ? '请选误带了什么'
        : undefined
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <Button busy={write.busy} reason={missing} onPress={() => void write.run()}>
          {action}
        </Button>
      }
    >
      {lines.map((line) => (
        <Text className="policy-work__words" key={line}>
          {line}
        </Text>
      ))}
      {step === 'takedown' ? (
        <Checks
          label="误带了什么"
          required
          choices={kindChoices}
          value={kinds}
          error={write.error?.fieldMessage('kinds')}
          onChange={setKinds}
        />
      ) : null}
      <Textarea
        label="原因"
        required={step !== 'unhide'}
        hint="不要写出误带的信息"
        maxLength={300}
        value={reason}
        error={write.error?.fieldMessage('reason')}
        onChange={setReason}
      />
      <Problem error={write.error} />
    </Dialog>
  )
}
