import type { PolicyLine } from '@hutang/shared/contract'
import { policyField, type ReceivedPolicy } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button, Dialog, Input, Select } from '../../components'
import { typedDay } from '../../format/policy-answer'
import { readTyped } from './typed'

interface AddReceivedProps {
  policies: readonly PolicyLine[]
  day: string
  onAdd: (one: ReceivedPolicy) => void
  onClose: () => void
}

/** Which, when, and how much. */
export function AddReceived({ policies, day, onAdd, onClose }: AddReceivedProps) {
  const [policy, setPolicy] = useState<string>()
  const [on, setOn] = useState('')
  const [sum, setSum] = useState('')
  const [problem, setProblem] = useState<{ on?: string; sum?: string }>({})
  const done = () => {
    const when = typedDay(on)
    const money = policyField('enterprise', 'revenueFen')
    const fen = money ? readTyped({ ...money, title: '金额' }, sum) : { value: null }
    const wrong = {
      ...('problem' in when
        ? { on: when.problem }
        : String(when.value) > day
          ? { on: '还没有到这一天' }
          : {}),
      ...('problem' in fen ? { sum: fen.problem } : {}),
    }
    setProblem(wrong)
    if (!policy || 'problem' in when || 'problem' in fen || wrong.on) return
    onAdd({ policy, on: String(when.value), fen: typeof fen.value === 'number' ? fen.value : null })
  }
  return (
    <Dialog
      open
      title="领过哪一项"
      onClose={onClose}
      actions={
        <Button reason={policy ? undefined : '请先选是哪一项'} onPress={done}>
          加上
        </Button>
      }
    >
      <Select
        label="政策"
        value={policy}
        choices={policies.map(({ id, title, issuer }) => ({ value: id, label: title, detail: issuer }))}
        onChange={setPolicy}
      />
      <Input label="哪天领到的" hint="例如 2026-3-1" value={on} error={problem.on} onChange={setOn} />
      <Input
        label="领了多少"
        hint="单位：万元；不清楚就空着"
        value={sum}
        error={problem.sum}
        onChange={setSum}
      />
    </Dialog>
  )
}
