import type { PolicyField } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Input } from '../../components/field/input'
import { typedDay, typedNumber } from '../../format/policy-answer'
import type { AnswerProps } from './answer.types'

const hintOf = ({ kind, unit }: PolicyField): string => {
  if (kind === 'date') return '例如 2021-3-1'
  return kind === 'money' ? '单位：元；也可以写 30万' : `单位：${unit ?? '个'}`
}

/** A number or a day. */
export function TypedAnswer({ field, busy, onAnswer }: AnswerProps & { field: PolicyField }) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const isDay = field.kind === 'date'
  const done = () => {
    const read = isDay ? typedDay(typed) : typedNumber(field, typed)
    setProblem('problem' in read ? read.problem : undefined)
    if ('value' in read) onAnswer({ [field.name]: read.value })
  }
  return (
    <>
      <Input
        label={field.title}
        hint={hintOf(field)}
        type={isDay || field.kind === 'money' ? 'text' : 'digit'}
        maxLength={20}
        value={typed}
        error={problem}
        onChange={setTyped}
        onConfirm={done}
      />
      <Button busy={busy} onPress={done}>
        {isDay ? '就这一天' : '就这个数'}
      </Button>
    </>
  )
}
