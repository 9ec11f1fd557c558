import type { PolicyWork } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Card, Dialog, Problem, Row, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { reasonsAgainst } from '../abilities'
import { DayInput } from '../fields/day-input'
import { openEditInstead } from '../open'

interface StandingCardProps {
  work: PolicyWork
  reload: () => Promise<void>
}

type Step = 'spent' | 'paused' | 'open' | 'extend' | 'withdraw' | 'correct'

const steps: Record<Step, { title: string; lines: string[]; action: string }> = {
  spent: { title: '额满，停止申报？', lines: ['大家会看到“额满”，不能再点“我要办”。'], action: '改成额满' },
  paused: {
    title: '暂停申报？',
    lines: ['大家会看到“暂停”，恢复以前不能点“我要办”。'],
    action: '暂停',
  },
  open: { title: '恢复申报？', lines: ['大家又可以点“我要办”。'], action: '恢复申报' },
  extend: { title: '延期到哪天？', lines: ['比原来的截止日晚；那一天也能申报。'], action: '延期' },
  withdraw: {
    title: '撤回这条政策？',
    lines: ['撤回以后还看得到，上面写着原因，不能再申报。', '不能再公开，只能写一条新的。'],
    action: '撤回',
  },
  correct: {
    title: '开始更正？',
    lines: [
      '现在公开的内容一直在，直到新的一版保密审查通过、签发出去。',
      '新的一版从现在的内容抄起，只改错的地方，再写明改了什么。',
    ],
    action: '开始更正',
  },
}

const told = '收到过这条政策的人，和符合条件的企业，会收到消息。'

/** What may be done with a policy that is public. */
export function StandingCard({ work, reload }: StandingCardProps) {
  const [asking, setAsking] = useState<Step>()
  const against = reasonsAgainst(work, 'availability')
  const noCorrection = reasonsAgainst(work, 'correct')
  const { state } = work.availability
  const hasEnd = work.content.window.kind === 'dates'
  const row = (step: Step, title: string, detail: string, reasons = against) => (
    <Row
      title={title}
      detail={reasons.length > 0 ? reasons.join('') : detail}
      onPress={reasons.length > 0 ? undefined : () => setAsking(step)}
    />
  )
  return (
    <>
      <Card title="现在能不能申报" flush>
        {state === 'open' ? (
          <>
            {row('spent', '额满', '名额或资金用完了')}
            {row('paused', '暂停', '过一阵再恢复')}
          </>
        ) : (
          row('open', '恢复申报', `现在是“${work.status.text}”`)
        )}
        {hasEnd ? row('extend', '延期', work.status.deadline || '把截止那天往后挪') : null}
      </Card>
      <Card title="内容有错，或者不办了" flush>
        {row('correct', '更正', '写新的一版，审查、签发以后换上', noCorrection)}
        {row('withdraw', '撤回', '说明原因；以后不能申报', reasonsAgainst(work, 'withdraw'))}
      </Card>
      {asking ? (
        <StepDialog
          key={asking}
          step={asking}
          work={work}
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
  work: PolicyWork
  onClose: () => void
  onDone: () => Promise<void>
}

function StepDialog({ step, work: { id, availability }, onClose, onDone }: StepDialogProps) {
  const [note, setNote] = useState('')
  const [day, setDay] = useState<string | null>(availability.extendedTo)
  const { title, lines, action } = steps[step]
  const params = { id }
  const write = useAction(async (key) => {
    if (step === 'correct') {
      await call('POST /api/policies/:id/correct', { params, idempotencyKey: key })
      return openEditInstead(id)
    }
    if (step === 'withdraw') {
      const body = { reason: note.trim() }
      await call('POST /api/policies/:id/withdraw', { params, body, idempotencyKey: keyed(key, body) })
    } else {
      const next = step === 'extend' ? { extendedTo: day } : { state: step }
      const body = { ...availability, ...next, note: note.trim() }
      await call('POST /api/policies/:id/availability', { params, body, idempotencyKey: keyed(key, body) })
    }
    toast('办好了')
    await onDone()
  })
  const missing =
    step === 'withdraw' && note.trim() === ''
      ? '请写明原因'
      : step === 'extend' && day === null
        ? '请填延期到哪天'
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
      {[...lines, ...(step === 'correct' ? [] : [told])].map((line) => (
        <Text className="policy-work__words" key={line}>
          {line}
        </Text>
      ))}
      {step === 'extend' ? (
        <DayInput
          label="延期到"
          required
          value={day}
          error={write.error?.fieldMessage('extendedTo')}
          onChange={setDay}
        />
      ) : null}
      {step === 'correct' ? null : (
        <Textarea
          label={step === 'withdraw' ? '撤回的原因' : '说明'}
          required={step === 'withdraw'}
          hint="大家看得到"
          maxLength={step === 'withdraw' ? 300 : 200}
          value={note}
          error={write.error?.fieldMessage(step === 'withdraw' ? 'reason' : 'note')}
          onChange={setNote}
        />
      )}
      <Problem error={write.error} />
    </Dialog>
  )
}
