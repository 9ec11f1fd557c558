import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { type PolicyField, policyField } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Input } from '../../components/field/input'
import { typedNumber } from '../../format/policy-answer'
import type { AnswerProps } from './answer.types'
import { ChoiceAnswer } from './choice-answer'

/** Of both follows whether it is large or small; who knows that says it. */
const figures = ['staff', 'revenueFen'] as const

export function SizeAnswer({ field, busy, onAnswer }: AnswerProps & { field: PolicyField }) {
  const [knows, setKnows] = useState(false)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  if (knows) return <ChoiceAnswer field={field} busy={busy} onAnswer={onAnswer} />
  const done = () => {
    const answers: EnterpriseAnswers = {}
    const wrong: Record<string, string> = {}
    for (const name of figures) {
      const of = policyField('enterprise', name)
      if (!of || !typed[name]) continue
      const read = typedNumber(of, typed[name])
      if ('problem' in read) wrong[name] = read.problem
      else answers[name] = read.value
    }
    setProblems(wrong)
    if (Object.keys(wrong).length === 0) onAnswer(answers)
  }
  const none = figures.every((name) => !typed[name])
  return (
    <>
      {figures.map((name) => (
        <Input
          key={name}
          label={name === 'staff' ? '去年年底多少人' : '去年营业收入'}
          hint={name === 'staff' ? '单位：人' : '单位：元；也可以写 30万'}
          type={name === 'staff' ? 'number' : 'text'}
          maxLength={20}
          value={typed[name] ?? ''}
          error={problems[name]}
          onChange={(words) => setTyped({ ...typed, [name]: words })}
        />
      ))}
      <Button busy={busy} reason={none ? '先填一个数' : undefined} onPress={done}>
        就这些数
      </Button>
      <Button kind="quiet" onPress={() => setKnows(true)}>
        我知道是大型、小型还是微型
      </Button>
    </>
  )
}
